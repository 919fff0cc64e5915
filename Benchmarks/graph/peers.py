"""Times one of igraph, NetworKit and networkx on a file of person,media pairs.

    python3 -m venv venv && venv/bin/pip install networkx igraph networkit numpy
    peers.py LIBRARY FILE PERSONS MEDIA THREADS

Prints a JSON array of {kernel, library, seconds, check}. igraph has no
parallel code. What takes quadratic time runs on small crowds only, and
networkx does only what it can finish soon. Every kernel runs up to three times, less if it takes
long, and the best time counts.
"""

import json
import os
import resource
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", sys.argv[5])
import numpy as np

library, path = sys.argv[1:3]
persons, media, threads = map(int, sys.argv[3:6])
is_small = persons <= 20_000
timings = []


def note(kernel, seconds, check):
    timings.append(dict(kernel=kernel, library=library, seconds=seconds, check=float(check)))
    print(f"{library} {kernel}: {seconds:.4f} s", file=sys.stderr)


def race(kernel, body, check):
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        value = body()
        seconds = time.perf_counter() - start
        best = min(best, seconds)
        if seconds > 5:
            break
    note(kernel, best, check(value))
    return value


def projection():
    """What makes the weighted people graph; igraph does it for all peers."""
    import igraph

    pairs = np.loadtxt(path, dtype=np.int64, delimiter=",", skiprows=1)
    both = igraph.Graph(n=persons + media, edges=pairs + [0, persons])
    types = [False] * persons + [True] * media
    return lambda: both.bipartite_projection(types=types, which=0)


def race_igraph():
    g = race("projection", projection(), lambda g: g.ecount())
    scale = 2 / ((persons - 1) * (persons - 2))
    race("components", lambda: g.connected_components(), len)
    race("core numbers", lambda: g.coreness(), sum)
    race("PageRank", lambda: g.pagerank(weights="weight"), max)
    race("local clustering", lambda: g.transitivity_local_undirected(mode="zero"), sum)
    for name, iterations in [("Leiden", 2), ("Leiden to the end", -1)]:
        race(name, lambda: g.community_leiden(
                objective_function="modularity", weights="weight", n_iterations=iterations),
             lambda c: g.modularity(c.membership, weights="weight"))
    if is_small:
        # Closeness within components, without the scaling by their size.
        race("closeness", lambda: g.closeness(), lambda c: sum(v for v in c if v == v))
        race("betweenness", lambda: g.betweenness(), lambda b: sum(b) * scale)
        lengths = [1 / w for w in g.es["weight"]]
        race("weighted betweenness", lambda: g.betweenness(weights=lengths),
             lambda b: sum(b) * scale)


def race_networkit():
    import networkit

    networkit.setNumberOfThreads(threads)
    g = projection()()
    weighted = networkit.Graph(persons, weighted=True)
    for (u, v), w in zip(g.get_edgelist(), g.es["weight"]):
        weighted.addEdge(u, v, w)
    plain = networkit.graphtools.toUnweighted(weighted)

    def run(algorithm):
        algorithm.run()
        return algorithm

    race("components", lambda: run(networkit.components.ConnectedComponents(plain)),
         lambda a: a.numberOfComponents())
    race("core numbers", lambda: run(networkit.centrality.CoreDecomposition(plain)),
         lambda a: sum(a.scores()))
    race("PageRank", lambda: run(networkit.centrality.PageRank(weighted, damp=0.85, tol=1e-8)),
         lambda a: max(a.scores()))
    race("local clustering",
         lambda: run(networkit.centrality.LocalClusteringCoefficient(plain)),
         lambda a: sum(a.scores()))
    race("Leiden", lambda: run(networkit.community.ParallelLeiden(weighted, iterations=3)),
         lambda a: g.modularity(a.getPartition().getVector(), weights="weight"))
    race("sampled betweenness",
         lambda: run(networkit.centrality.KadabraBetweenness(plain, err=0.01, delta=0.01)),
         lambda a: sum(a.scores()))
    if is_small:
        race("closeness", lambda: run(networkit.centrality.Closeness(
                plain, True, networkit.centrality.ClosenessVariant.GENERALIZED)),
             lambda a: sum(a.scores()))
        race("betweenness",
             lambda: run(networkit.centrality.Betweenness(plain, normalized=True)),
             lambda a: sum(a.scores()))


def race_networkx():
    import networkx as nx

    if not is_small:
        return
    peer = projection()()
    g = nx.Graph()
    g.add_nodes_from(range(persons))
    g.add_weighted_edges_from((*e, w) for e, w in zip(peer.get_edgelist(), peer.es["weight"]))
    race("components", lambda: nx.number_connected_components(g), int)
    race("core numbers", lambda: nx.core_number(g), lambda c: sum(c.values()))
    race("PageRank", lambda: nx.pagerank(g, tol=1e-12), lambda c: max(c.values()))
    race("local clustering", lambda: nx.clustering(g), lambda c: sum(c.values()))


{"igraph": race_igraph, "NetworKit": race_networkit, "networkx": race_networkx}[library]()
note("peak memory, MiB", 0, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
json.dump(timings, sys.stdout)
