"""Compares clustering methods on labeled faces and prints a Markdown table.

    python methods.py BENCHMARK_EXECUTABLE VECTORS.f32 FACES.csv [METHOD...]

A METHOD is a part of a method's name; without any, all are compared.
VECTORS.f32 holds 128 32-bit floats a face; FACES.csv has a line `frame,person` for each, `person`
empty for a face without label. Albums are drawn from people whose name's MD5 is odd; people with an
even one were used to choose parameters. Every method respects the constraint that two faces of a
frame are different people: ours while it merges, the others by a repair afterwards, which keeps of
such faces the one nearest to the cluster's mean and makes the others noise.

Needs numpy, scipy, scikit-learn, hdbscan, igraph and leidenalg.
"""
import csv
import hashlib
import pathlib
import random
import subprocess
import sys
import tempfile

import hdbscan
import igraph
import leidenalg
import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist
from sklearn.cluster import DBSCAN
from sklearn.neighbors import NearestNeighbors

executable, vectors, faces, *wanted = sys.argv[1:]
rows = np.fromfile(vectors, np.float32).reshape(-1, 128)
with open(faces, newline="") as file:
    table = list(csv.DictReader(file))
frames = np.array([int(line["frame"]) for line in table])
names = sorted({line["person"] for line in table} - {""})
number = {name: i for i, name in enumerate(names)}
truth = np.array([number.get(line["person"], -1) for line in table])
held_back = {
    number[name] for name in names if int(hashlib.md5(name.encode()).hexdigest(), 16) % 2
}


# Scores

def scores(truth, labels):
    known = truth >= 0
    truth = np.unique(truth[known], return_inverse=True)[1]
    labels = labels[known].astype(np.int64)
    alone = labels < 0
    labels[alone] = labels.max(initial=0) + 1 + np.arange(alone.sum())
    labels = np.unique(labels, return_inverse=True)[1]
    _, cell, both = np.unique(
        truth * (labels.max() + 1) + labels, return_inverse=True, return_counts=True
    )
    people, clusters = np.bincount(truth), np.bincount(labels)
    pairs = lambda sizes: (sizes * (sizes - 1) // 2).sum()
    ratio = lambda a, b: a / b if b else 1.0
    f = lambda p, r: 2 * p * r / (p + r) if p + r else 0.0
    precision, recall = ratio(pairs(both), pairs(clusters)), ratio(pairs(both), pairs(people))
    b_precision = (both[cell] / clusters[labels]).mean()
    b_recall = (both[cell] / people[truth]).mean()
    return precision, recall, f(precision, recall), b_precision, f(b_precision, b_recall)


# Methods

def repaired(labels, rows, frames):
    labels = labels.copy()
    for label in set(labels[labels >= 0]):
        members = np.flatnonzero(labels == label)
        if len(set(frames[members])) == len(members):
            continue
        far = ((rows[members] - rows[members].mean(0)) ** 2).sum(1)
        seen = set()
        for member in members[np.argsort(far, kind="stable")]:
            if frames[member] in seen:
                labels[member] = -1
            seen.add(frames[member])
    return labels


def edges(rows, radius):
    graph = NearestNeighbors(radius=radius, algorithm="brute").fit(rows)
    distances, indices = graph.radius_neighbors(rows)
    return [
        (i, int(j), float(d))
        for i, (ds, js) in enumerate(zip(distances, indices))
        for d, j in zip(ds, js)
        if i < j
    ]


def dbscan(eps):
    return lambda rows, frames: DBSCAN(eps=eps, min_samples=2, n_jobs=2).fit_predict(rows)


def calibrated_dbscan(rows, frames):
    with tempfile.TemporaryDirectory() as folder:
        output = ours_files(folder, rows, frames, "radius", "v", "f")
    return dbscan(float(output.split()[1]))(rows, frames)


def chinese_whispers(radius):
    def cluster(rows, frames):
        near = [[] for _ in rows]
        for i, j, _ in edges(rows, radius):
            near[i].append(j)
            near[j].append(i)
        labels = np.arange(len(rows))
        order = random.Random(0)
        for _ in range(30):
            visits = list(range(len(rows)))
            order.shuffle(visits)
            for i in visits:
                if near[i]:
                    votes = np.bincount(labels[near[i]])
                    labels[i] = votes.argmax()
        return labels

    return cluster


def average_linkage(threshold):
    return lambda rows, frames: fcluster(
        linkage(pdist(rows.astype(np.float64)), "average"), threshold, "distance"
    )


def hierarchical_dbscan(min_samples):
    def cluster(rows, frames):
        if len(rows) < 4:
            return np.full(len(rows), -1)
        model = hdbscan.HDBSCAN(min_cluster_size=2, min_samples=min_samples)
        return model.fit_predict(rows.astype(np.float64))

    return cluster


def leiden(radius, resolution):
    def cluster(rows, frames):
        pairs = edges(rows, radius)
        graph = igraph.Graph(len(rows), [pair[:2] for pair in pairs])
        partition = leidenalg.find_partition(
            graph, leidenalg.CPMVertexPartition, weights=[radius - d for *_, d in pairs],
            resolution_parameter=resolution, seed=0,
        )
        return np.array(partition.membership)

    return cluster


def ours_files(folder, rows, frames, command, *arguments):
    folder = pathlib.Path(folder)
    rows.tofile(folder / "v")
    frames.astype(np.int32).tofile(folder / "f")
    return subprocess.run(
        [executable, command, *(a if a.isdigit() else str(folder / a) for a in arguments)],
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ).stdout


def ours(rows, frames):
    with tempfile.TemporaryDirectory() as folder:
        ours_files(folder, rows, frames, "cluster", "v", "f", "2", "labels")
        return np.fromfile(pathlib.Path(folder) / "labels", np.int32)


methods = {
    "DBSCAN 0.36": dbscan(0.36),
    "DBSCAN 0.40": dbscan(0.40),
    "DBSCAN 0.50": dbscan(0.50),
    "DBSCAN, radius from same-frame pairs": calibrated_dbscan,
    "Chinese whispers 0.42": chinese_whispers(0.42),
    "Chinese whispers 0.50": chinese_whispers(0.50),
    "average linkage 0.50": average_linkage(0.50),
    "average linkage 0.56": average_linkage(0.56),
    "HDBSCAN, min_samples 1": hierarchical_dbscan(1),
    "HDBSCAN, min_samples 2": hierarchical_dbscan(2),
    "Leiden (CPM 0.05, radius 0.55)": leiden(0.55, 0.05),
    "**agglomerative (default)**": ours,
}

if wanted:
    methods = {
        name: method for name, method in methods.items() if any(part in name for part in wanted)
    }


# Collections

draws = random.Random(7)
pictures = np.bincount(truth[truth >= 0])


def with_pictures(faces):
    """All faces of the pictures that show these."""
    return np.flatnonzero(np.isin(frames, frames[faces]))


def album(people, photos, least=8):
    chosen = draws.sample([i for i in sorted(held_back) if pictures[i] >= least], people)
    faces = []
    for person in chosen:
        own = list(np.flatnonzero(truth == person))
        draws.shuffle(own)
        faces += own[: max(least, 5 * photos // (2 * people))]
    draws.shuffle(faces)
    return with_pictures(faces[:photos])


def strangers(count):
    chosen = draws.sample([i for i in sorted(held_back) if pictures[i] == 1], count)
    return with_pictures(np.flatnonzero(np.isin(truth, chosen)))


def some(count):
    chosen = draws.sample(sorted(held_back), count)
    return with_pictures(np.flatnonzero(np.isin(truth, chosen)))


collections = {
    f"all, {len(names):,} people": [np.arange(len(rows))],
    "300 people": [some(300) for _ in range(4)],
    "10 people, 120 photos": [album(10, 120) for _ in range(20)],
    "7 people, 80 photos": [album(7, 80) for _ in range(20)],
    "5 people, 40 photos": [album(5, 40) for _ in range(20)],
    "5 people, 40 photos, 60 strangers": [
        np.union1d(album(5, 40), strangers(60)) for _ in range(10)
    ],
    "one person, 20 photos": [album(1, 20) for _ in range(10)],
}

print("| collection | method | pairwise P / R / F | BCubed P / F | worst BCubed P / F |")
print("|---|---|---|---|---|")
for title, parts in collections.items():
    for name, method in methods.items():
        each = np.array([
            scores(truth[p], repaired(method(rows[p], frames[p]), rows[p], frames[p]))
            for p in parts
        ])
        mean, worst = each.mean(0), each.min(0)
        figures = lambda values: " / ".join(f"{value:.3f}".lstrip("0") for value in values)
        print(
            f"| {title} | {name} | {figures(mean[:3])} | {figures(mean[3:])} "
            f"| {figures(worst[3:])} |",
            flush=True,
        )
