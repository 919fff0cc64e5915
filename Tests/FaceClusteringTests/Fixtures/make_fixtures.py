"""Makes the fixtures of FaceClusteringTests with independent implementations.

    pip install numpy scipy scikit-learn
    python make_fixtures.py
"""
import json
import pathlib

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import DBSCAN
from sklearn.metrics.cluster import pair_confusion_matrix
from sklearn.neighbors import NearestNeighbors

here = pathlib.Path(__file__).parent


def faces(seed, people, count):
    """Groups of vectors that spread about as face embeddings do, some groups close together."""
    random = np.random.default_rng(seed)
    share = np.exp(-np.arange(128) / 24)
    between = np.sqrt(0.28 * share / share.sum())
    share = np.exp(-np.arange(128) / 55)
    within = np.sqrt(0.09 * share / share.sum())
    centres = random.standard_normal((people, 128)) * between
    centres[1::2] = 0.4 * centres[1::2] + 0.6 * centres[0 : 2 * (people // 2) : 2]
    who = random.integers(0, people, count)
    rows = centres[who] + random.standard_normal((count, 128)) * within
    rows[:, 0] += 1.2
    return rows.astype(np.float32)


def lattice(seed, count):
    """Whole numbers in few dimensions: many distances are exactly a radius; duplicates occur."""
    random = np.random.default_rng(seed)
    rows = np.zeros((count, 128), np.float32)
    rows[:, :3] = random.integers(0, 9, (count, 3))
    rows[:, 3] = 1
    return rows


sets = {"faces": faces(1, 12, 160), "lattice": lattice(2, 150)}
grids = {
    "faces": ([0.25, 0.3, 0.36, 0.4, 0.5, 0.6], [1, 2, 3, 5, 10]),
    "lattice": ([1.0, 2.0, 5**0.5, 3.0], [1, 2, 3, 5, 10]),
}
dbscan = []
for name, rows in sets.items():
    rows.tofile(here / f"{name}.f32")
    for eps in grids[name][0]:
        for min_samples in grids[name][1]:
            model = DBSCAN(eps=eps, min_samples=min_samples, algorithm="brute").fit(rows)
            dbscan.append(
                dict(rows=name, eps=eps, minSamples=min_samples, labels=model.labels_.tolist())
            )
(here / "dbscan.json").write_text(json.dumps(dbscan, separators=(",", ":")))

rows = sets["faces"].astype(np.float64)
distances, indices = NearestNeighbors(n_neighbors=8, algorithm="brute").fit(rows).kneighbors(rows)
(here / "nearest.json").write_text(
    json.dumps(
        dict(
            k=4,
            curve=np.sort(distances[:, 4]).tolist(),
            meanNearest=float(distances[:, 1].mean()),
            rows=[0, 17, 159],
            nearest=indices[[0, 17, 159]].tolist(),
            distances=distances[[0, 17, 159]].tolist(),
        )
    )
)


def bcubed(labels, truth):
    faces = [i for i, t in enumerate(truth) if t >= 0]
    labels = [labels[i] if labels[i] >= 0 else -1 - i for i in range(len(labels))]
    precision = recall = 0
    for i in faces:
        cluster = [j for j in faces if labels[j] == labels[i]]
        person = [j for j in faces if truth[j] == truth[i]]
        both = len(set(cluster) & set(person))
        precision += both / len(cluster) / len(faces)
        recall += both / len(person) / len(faces)
    return precision, recall


random = np.random.default_rng(3)
scores = []
for people, clusters in [(1, 1), (3, 4), (5, 3), (8, 12)]:
    truth = random.integers(-1, people, 40)
    labels = random.integers(-1, clusters, 40)
    known = truth >= 0
    alone = np.where(labels >= 0, labels, 1000 + np.arange(40))
    (_, wrong), (missed, right) = pair_confusion_matrix(truth[known], alone[known])
    precision, recall = bcubed(labels.tolist(), truth.tolist())
    scores.append(
        dict(
            truth=truth.tolist(),
            labels=labels.tolist(),
            pairwise=[right / (right + wrong) if right + wrong else 1, right / (right + missed)],
            bCubed=[precision, recall],
        )
    )
(here / "scores.json").write_text(json.dumps(scores, separators=(",", ":")))

matchings = []
for people, clusters, count in [(3, 3, 20), (6, 4, 40), (4, 9, 40), (12, 12, 100), (2, 1, 9)]:
    for _ in range(4):
        previous = random.integers(-1, people, count)
        labels = random.integers(-1, clusters, count)
        table = np.zeros((people, clusters), int)
        for person, label in zip(previous, labels):
            if person >= 0 and label >= 0:
                table[person, label] += 1
        chosen = linear_sum_assignment(table, maximize=True)
        matchings.append(
            dict(
                previous=previous.tolist(), labels=labels.tolist(), kept=int(table[chosen].sum())
            )
        )
(here / "matchings.json").write_text(json.dumps(matchings, separators=(",", ":")))
