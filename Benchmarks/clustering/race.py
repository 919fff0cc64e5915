"""Races ClusteringBenchmark against scikit-learn's DBSCAN on the same vectors, and its near pairs
against scikit-learn and faiss, in one run and with the same number of threads.

    python race.py BENCHMARK_EXECUTABLE [--faces 60000] [--people 6000] [--eps 0.36]

Needs numpy, scikit-learn and faiss-cpu.
"""
import argparse
import os
import pathlib
import subprocess
import tempfile
import time

parser = argparse.ArgumentParser()
parser.add_argument("executable")
parser.add_argument("--faces", type=int, default=60_000)
parser.add_argument("--people", type=int, default=6_000)
parser.add_argument("--eps", type=float, default=0.36)
parser.add_argument("--min-samples", type=int, default=2)
parser.add_argument("--jobs", type=int, default=2)
parser.add_argument("--rounds", type=int, default=3)
options = parser.parse_args()

# Before the libraries start their threads.
for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]:
    os.environ[name] = str(options.jobs)

import faiss
import numpy as np
from sklearn.cluster import DBSCAN
from sklearn.neighbors import NearestNeighbors

faiss.omp_set_num_threads(options.jobs)


def ours(*arguments):
    run = subprocess.run(
        [options.executable, *map(str, arguments)],
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )
    return [float(line.split("\t")[1]) for line in run.stdout.splitlines()]


def first_members(labels):
    """Names each cluster by its first member, so that numbering does not matter."""
    first = {}
    return [-1 if label < 0 else first.setdefault(label, i) for i, label in enumerate(labels)]


with tempfile.TemporaryDirectory() as folder:
    vectors = pathlib.Path(folder) / "vectors.f32"
    labels = pathlib.Path(folder) / "labels.i32"
    ours("generate", options.faces, options.people, vectors)
    rows = np.fromfile(vectors, np.float32).reshape(-1, 128)
    model = DBSCAN(eps=options.eps, min_samples=options.min_samples, n_jobs=options.jobs)
    us, them = [], []
    for _ in range(options.rounds):
        us += ours("dbscan", vectors, options.eps, options.min_samples, options.jobs, labels)
        start = time.perf_counter()
        theirs = model.fit_predict(rows)
        them.append(time.perf_counter() - start)
    same = first_members(np.fromfile(labels, np.int32)) == first_members(theirs)
    print(f"{options.faces} x 128, {options.people} people, eps {options.eps}, "
          f"{options.jobs} jobs, median of {options.rounds}")
    print(f"wwww          {np.median(us):8.3f} s")
    print(f"scikit-learn  {np.median(them):8.3f} s")
    print(f"ratio         {np.median(them) / np.median(us):8.1f}")
    print(f"equal labels  {same} ({len(set(theirs)) - 1} clusters)")

    # Everybody finds all pairs within the radius, each from both ends.
    times = {"wwww": [], "scikit-learn": [], "faiss": []}
    counts = {}
    for _ in range(options.rounds):
        seconds, count = ours("pairs", vectors, options.eps, options.jobs)
        times["wwww"].append(seconds)
        counts["wwww"] = int(count)
        start = time.perf_counter()
        index = NearestNeighbors(radius=options.eps, n_jobs=options.jobs).fit(rows)
        found = index.radius_neighbors(rows, return_distance=True)[1]
        times["scikit-learn"].append(time.perf_counter() - start)
        counts["scikit-learn"] = sum(len(row) for row in found) - len(rows)
        start = time.perf_counter()
        flat = faiss.IndexFlatL2(128)
        flat.add(rows)
        limits, _, _ = flat.range_search(rows, options.eps**2)
        times["faiss"].append(time.perf_counter() - start)
        counts["faiss"] = int(limits[-1]) - len(rows)
    print("near pairs")
    for name, seconds in times.items():
        print(f"{name:13} {np.median(seconds):8.3f} s  {counts[name]} neighbors")
