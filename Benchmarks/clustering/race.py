"""Races ClusteringBenchmark against scikit-learn's DBSCAN on the same vectors, in one run.

    python race.py BENCHMARK_EXECUTABLE [--faces 60000] [--people 6000] [--eps 0.36]

Needs numpy and scikit-learn.
"""
import argparse
import pathlib
import subprocess
import tempfile
import time

import numpy as np
from sklearn.cluster import DBSCAN

parser = argparse.ArgumentParser()
parser.add_argument("executable")
parser.add_argument("--faces", type=int, default=60_000)
parser.add_argument("--people", type=int, default=6_000)
parser.add_argument("--eps", type=float, default=0.36)
parser.add_argument("--min-samples", type=int, default=2)
parser.add_argument("--jobs", type=int, default=2)
parser.add_argument("--rounds", type=int, default=3)
options = parser.parse_args()


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
