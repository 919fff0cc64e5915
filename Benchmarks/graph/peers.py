"""Times networkx, igraph and NetworKit on a file of person,media pairs.

    peers.py FILE PERSONS MEDIA

Prints a JSON array of {kernel, library, seconds, check}. igraph is single-threaded where it has no
parallel code; NetworKit has two threads. networkx runs only what it can finish in a minute.
Every kernel runs three times, or once if it takes longer than 5 s, and the best time counts.
"""

import json
import sys
import time

import igraph
import networkit
import networkx as nx
import numpy as np

path, persons, media = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
is_large = persons > 20_000
networkit.setNumberOfThreads(2)
results = []


def race(kernel, library, check, body):
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        value = body()
        seconds = time.perf_counter() - start
        best = min(best, seconds)
        if seconds > 5:
            break
    results.append(dict(kernel=kernel, library=library, seconds=best, check=float(check(value))))
    print(f"{library} {kernel}: {best:.4f} s", file=sys.stderr)
    return value


pairs = np.loadtxt(path, dtype=np.int64, delimiter=",", skiprows=1)

# igraph
both = igraph.Graph(n=persons + media, edges=pairs + [0, persons])
types = [False] * persons + [True] * media
ig = race("projection", "igraph", lambda g: g.ecount(),
          lambda: both.bipartite_projection(types=types, multiplicity=True, which=0))
pairs_count = persons * (persons - 1) / 2
scale = 1 / ((persons - 1) * (persons - 2) / 2)
race("components", "igraph", len, lambda: ig.connected_components())
race("core numbers", "igraph", sum, lambda: ig.coreness())
race("PageRank", "igraph", max, lambda: ig.pagerank(weights="weight"))
race("local clustering", "igraph", sum, lambda: ig.transitivity_local_undirected(mode="zero"))
race("Leiden", "igraph", lambda c: ig.modularity(c.membership, weights="weight"),
     lambda: ig.community_leiden(objective_function="modularity", weights="weight"))
race("Leiden to the end", "igraph", lambda c: ig.modularity(c.membership, weights="weight"),
     lambda: ig.community_leiden(
         objective_function="modularity", weights="weight", n_iterations=-1))
if not is_large:
    race("closeness", "igraph", lambda c: sum(v for v in c if v == v), lambda: ig.closeness())
if not is_large or "--all" in sys.argv:
    race("betweenness", "igraph", lambda b: sum(b) * scale, lambda: ig.betweenness())
if not is_large:
    lengths = [1 / w for w in ig.es["weight"]]
    race("weighted betweenness", "igraph", lambda b: sum(b) * scale,
         lambda: ig.betweenness(weights=lengths))

# NetworKit
nk = networkit.Graph(persons, weighted=True)
for (u, v), w in zip(ig.get_edgelist(), ig.es["weight"]):
    nk.addEdge(u, v, w)
nk.indexEdges()
plain = networkit.graphtools.toUnweighted(nk)


def run(algorithm):
    algorithm.run()
    return algorithm


race("components", "NetworKit", lambda a: a.numberOfComponents(),
     lambda: run(networkit.components.ConnectedComponents(plain)))
race("core numbers", "NetworKit", lambda a: sum(a.scores()),
     lambda: run(networkit.centrality.CoreDecomposition(plain)))
race("PageRank", "NetworKit", lambda a: max(a.scores()),
     lambda: run(networkit.centrality.PageRank(nk, damp=0.85, tol=1e-8)))
race("local clustering", "NetworKit", lambda a: sum(a.scores()),
     lambda: run(networkit.centrality.LocalClusteringCoefficient(plain)))
race("Leiden", "NetworKit",
     lambda a: ig.modularity(a.getPartition().getVector(), weights="weight"),
     lambda: run(networkit.community.ParallelLeiden(nk, iterations=3)))
if not is_large or "--all" in sys.argv:
    race("betweenness", "NetworKit", lambda a: sum(a.scores()),
         lambda: run(networkit.centrality.Betweenness(plain, normalized=True)))
race("sampled betweenness", "NetworKit", lambda a: sum(a.scores()),
     lambda: run(networkit.centrality.KadabraBetweenness(plain, err=0.01, delta=0.01)))

# networkx
if not is_large:
    g = nx.Graph()
    g.add_nodes_from(range(persons))
    g.add_weighted_edges_from((*e, w) for e, w in zip(ig.get_edgelist(), ig.es["weight"]))
    race("components", "networkx", lambda c: c,
         lambda: nx.number_connected_components(g))
    race("core numbers", "networkx", lambda c: sum(c.values()), lambda: nx.core_number(g))
    race("PageRank", "networkx", lambda c: max(c.values()), lambda: nx.pagerank(g, tol=1e-12))

json.dump(results, sys.stdout)
