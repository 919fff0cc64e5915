"""Writes the expected values of the graph tests, computed with networkx, igraph and scipy.

    python3 -m venv venv && venv/bin/pip install networkx==3.6.1 igraph==1.0.0 scipy==1.17.1 numpy
    venv/bin/python make_fixtures.py
"""

import itertools
import json
import math
import pathlib
import random
from fractions import Fraction

import igraph
import networkx as nx
import numpy as np
from scipy import optimize, stats

HERE = pathlib.Path(__file__).parent


def short(value):
    return float(f"{float(value):.13g}")


def numbers(values):
    """JSON knows no NaN: null stands for it."""
    return [None if math.isnan(v) else short(v) for v in values]


def by_node(result, graph):
    return numbers(result[v] for v in graph)


def by_edge(result, graph):
    """In the order of (source, target), with source <= target if undirected."""
    values = []
    for u, v in sorted_edges(graph):
        values.append(result[(u, v)] if (u, v) in result else result[(v, u)])
    return numbers(values)


def sorted_edges(graph):
    edges = graph.edges()
    return sorted(edges if graph.is_directed() else [tuple(sorted(e)) for e in edges])


def to_igraph(graph):
    result = igraph.Graph(n=len(graph), edges=sorted_edges(graph), directed=graph.is_directed())
    result.es["weight"] = [graph.edges[e]["weight"] for e in sorted_edges(graph)]
    return result


def dominant(matrix, start):
    """What is left of start after many multiplications: its part in the largest eigenvalue's
    space, which has several dimensions if components or sides are equal."""
    values, vectors = np.linalg.eigh(matrix)
    space = vectors[:, values > values[-1] * (1 - 1e-9)]
    return space @ (space.T @ start)


def eigenvector(graph, weight):
    """The limit of power iteration on I + A from equal values."""
    n = len(graph)
    matrix = np.eye(n) + nx.to_numpy_array(graph, nodelist=list(graph), weight=weight)
    vector = dominant(matrix, np.ones(n))
    return vector / np.linalg.norm(vector)


def katz(graph, alpha):
    n = len(graph)
    a = nx.to_numpy_array(graph, nodelist=list(graph)).T
    x = np.linalg.solve(np.eye(n) - alpha * a, np.ones(n))
    return x / np.linalg.norm(x)


def expected(graph):
    loopless = graph.copy()
    loopless.remove_edges_from(list(nx.selfloop_edges(loopless)))
    simple = nx.Graph(loopless)
    for u, v in graph.edges():
        # Fractions make paths of equal length exactly equal.
        graph.edges[u, v]["inverse"] = 1 / Fraction(graph.edges[u, v]["weight"])
    inverse = {(u, v): d for u, v, d in graph.edges(data="inverse")}
    r = {
        "degree": by_node(dict(graph.degree()), graph),
        "strength": by_node(dict(graph.degree(weight="weight")), graph),
        "closeness": by_node(nx.closeness_centrality(graph), graph),
        "closenessInverse": by_node(nx.closeness_centrality(graph, distance="inverse"), graph),
        "harmonic": by_node(nx.harmonic_centrality(graph), graph),
        "betweenness": by_node(nx.betweenness_centrality(graph), graph),
        "betweennessRaw": by_node(nx.betweenness_centrality(graph, normalized=False), graph),
        "betweennessInverse": by_node(nx.betweenness_centrality(graph, weight="inverse"), graph),
        "edgeBetweenness": by_edge(nx.edge_betweenness_centrality(graph), graph),
        "edgeBetweennessInverse": by_edge(
            nx.edge_betweenness_centrality(graph, weight="inverse"), graph),
        "pageRank": by_node(nx.pagerank(graph, tol=1e-15, max_iter=2000), graph),
        "coreNumber": by_node(nx.core_number(loopless), graph),
        "clustering": by_node(nx.clustering(simple), graph),
        "transitivity": [nx.transitivity(simple)],
        "eccentricity": numbers(to_igraph(graph).eccentricity(mode="out")),
        "components": sorted(
            (sorted(c) for c in (nx.weakly_connected_components if graph.is_directed()
                                 else nx.connected_components)(graph)),
            key=lambda c: (-len(c), c[0])),
        "articulation": sorted(nx.articulation_points(simple)),
        "katz": numbers(katz(graph, 0.01)),
    }
    if not graph.is_directed():
        r["eigenvector"] = numbers(eigenvector(graph, "weight"))
        r["bridges"] = sorted(sorted(e) for e in nx.bridges(simple))
        r["constraint"] = by_node(nx.constraint(simple), graph)
        r["constraintWeighted"] = by_node(nx.constraint(simple, weight="weight"), graph)
        r["effectiveSize"] = by_node(nx.effective_size(simple), graph)
        # Without a list of nodes networkx 3.6 takes a sparse path that departs from its own
        # definition.
        r["effectiveSizeWeighted"] = by_node(
            nx.effective_size(simple, list(simple), weight="weight"), graph)
        partition = [set(c) for c in
                     ({v for v in graph if v % 3 == k} for k in range(3)) if c]
        r["modularityOfThirds"] = [
            nx.community.modularity(graph, partition, weight="weight", resolution=g)
            for g in (1, 0.5, 2)]
        r["bestModularity"] = [best_modularity(graph)]
        pairs = [p for p in itertools.combinations(graph, 2) if not simple.has_edge(*p)]
        pairs = random.Random(1).sample(pairs, min(40, len(pairs)))
        r["linkPairs"] = pairs
        for name, function in [("jaccard", nx.jaccard_coefficient),
                               ("adamicAdar", nx.adamic_adar_index),
                               ("resourceAllocation", nx.resource_allocation_index),
                               ("preferentialAttachment", nx.preferential_attachment)]:
            r[name] = numbers(s for _, _, s in function(simple, pairs))
    hubs, authorities = hits(graph)
    r["hubs"], r["authorities"] = numbers(hubs), numbers(authorities)
    return r


def hits(graph):
    """The limit of power iteration from equal values; entries add up to 1. In an undirected
    bipartite graph the limit is one of many; the eigenvector of A, taken here, is another."""
    if not graph.is_directed():
        vector = eigenvector(graph, "weight")
        return vector / vector.sum(), vector / vector.sum()
    a = nx.to_numpy_array(graph, nodelist=list(graph))
    authorities = dominant(a.T @ a, a.T @ np.ones(len(graph)))
    hubs = a @ authorities
    return hubs / hubs.sum(), authorities / authorities.sum()


def best_modularity(graph):
    g = to_igraph(graph)
    g.simplify(combine_edges="sum")
    best = -1
    for seed in range(20):
        random.seed(seed)
        c = g.community_leiden(objective_function="modularity", weights="weight", n_iterations=-1)
        best = max(best, g.modularity(c.membership, weights="weight"))
    return best


def write_graph(name, graph):
    renamed = nx.convert_node_labels_to_integers(graph, ordering="sorted")
    graph = renamed.__class__()
    graph.add_nodes_from(sorted(renamed))
    graph.add_edges_from(renamed.edges(data=True))
    for u, v, data in graph.edges(data=True):
        data.setdefault("weight", 1)
    document = {
        "nodeCount": len(graph), "isDirected": graph.is_directed(),
        "edges": [[u, v, graph.edges[u, v]["weight"]] for u, v in sorted_edges(graph)],
        "expected": expected(graph),
    }
    (HERE / f"{name}.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")


def weighted(graph, seed, choices=(1, 2, 3, 4, 6)):
    rng = random.Random(seed)
    for _, _, data in graph.edges(data=True):
        data["weight"] = rng.choice(choices)
    return graph


def crowd(seed):
    """People in pictures, projected: a union of cliques, with some who stand alone."""
    rng = random.Random(seed)
    graph = nx.Graph()
    graph.add_nodes_from(range(150))
    for _ in range(110):
        home = rng.randrange(8) * 18
        size = min(7, 1 + int(rng.expovariate(0.5)))
        people = [home + min(17, int(rng.expovariate(0.2))) for _ in range(size)]
        if rng.random() < 0.08:
            people.append(rng.randrange(144))
        for u, v in itertools.combinations(sorted(set(people)), 2):
            old = graph.edges[u, v]["weight"] if graph.has_edge(u, v) else 0
            graph.add_edge(u, v, weight=old + 1)
    return graph


def bicm(matrix):
    """Maximum entropy probabilities with the given expected row and column sums."""
    rows, columns = matrix.sum(1), matrix.sum(0)

    def residual(logs):
        x, y = np.exp(logs[: len(rows)]), np.exp(logs[len(rows):])
        p = np.outer(x, y) / (1 + np.outer(x, y))
        return np.concatenate([p.sum(1) - rows, p.sum(0) - columns])

    start = np.log(np.concatenate([rows, columns]) / math.sqrt(matrix.sum()))
    solution = optimize.least_squares(residual, start, xtol=1e-15, ftol=1e-15, gtol=1e-15)
    assert np.abs(solution.fun).max() < 1e-10
    x, y = np.exp(solution.x[: len(rows)]), np.exp(solution.x[len(rows):])
    return np.outer(x, y) / (1 + np.outer(x, y))


def poisson_binomial_tail(probabilities, k):
    distribution = np.array([1.0])
    for p in probabilities:
        distribution = np.convolve(distribution, [1 - p, p])
    return distribution[k:].sum()


def write_bipartite(name, matrix):
    """Rows are members, columns are groups."""
    members, groups = matrix.shape
    probabilities = bicm(matrix)
    pairs = []
    rows = matrix.sum(1)
    for i, j in itertools.combinations(range(members), 2):
        shared = np.flatnonzero(matrix[i] & matrix[j])
        k = len(shared)
        if k == 0:
            continue
        pairs.append({
            "pair": [i, j], "evidence": shared.tolist(),
            "count": k, "ratio": short(k / groups),
            "newman": short(sum(1 / (matrix[:, g].sum() - 1) for g in shared)),
            "jaccard": short(k / (rows[i] + rows[j] - k)),
            "overlap": short(k / min(rows[i], rows[j])),
            "cosine": short(k / math.sqrt(rows[i] * rows[j])),
            "hypergeometric": short(stats.hypergeom.sf(k - 1, groups, rows[i], rows[j])),
            "sdsm": short(poisson_binomial_tail(probabilities[i] * probabilities[j], k)),
        })
    b = nx.Graph()
    b.add_nodes_from(range(members + groups))
    b.add_edges_from((i, members + g) for i, g in zip(*np.nonzero(matrix)))
    peers = nx.bipartite.collaboration_weighted_projected_graph(b, range(members))
    for p in pairs:
        assert abs(peers.edges[p["pair"]]["weight"] - p["newman"]) < 1e-12
    weights = nx.Graph()
    weights.add_nodes_from(range(members))
    weights.add_weighted_edges_from((*p["pair"], p["count"]) for p in pairs)
    disparity = []
    for u, v in sorted_edges(weights):
        disparity.append(min(
            (1 - weights.edges[u, v]["weight"] / weights.degree(x, weight="weight"))
            ** (weights.degree(x) - 1) for x in (u, v)))
    p = np.array([q["hypergeometric"] for q in pairs])
    tests = members * (members - 1) // 2
    padded = np.concatenate([p, np.ones(tests - len(p))])
    order = np.argsort(p, kind="stable")
    holm = np.empty(len(p))
    holm[order] = np.minimum(1, np.maximum.accumulate((tests - np.arange(len(p))) * p[order]))
    document = {
        "memberCount": members, "groupCount": groups,
        "memberships": [[int(i), int(g)] for i, g in zip(*np.nonzero(matrix))],
        "pairs": pairs, "disparity": numbers(disparity),
        "benjaminiHochberg": numbers(stats.false_discovery_control(padded)[: len(p)]),
        "holm": numbers(holm),
    }
    text = json.dumps(document, separators=(",", ":"), default=float)
    (HERE / f"{name}.json").write_text(text + "\n")


def main():
    write_graph("karate", nx.karate_club_graph())
    write_graph("lesMiserables", nx.les_miserables_graph())
    florentine = nx.florentine_families_graph()
    florentine.add_node("Pucci")  # the family without marriages
    write_graph("florentine", florentine)
    write_graph("crowd", crowd(4))
    sparse = weighted(nx.gnp_random_graph(90, 0.02, seed=5), 5)
    write_graph("sparse", sparse)
    write_graph("dense", weighted(nx.gnp_random_graph(40, 0.3, seed=6), 6))
    write_graph("grid", nx.convert_node_labels_to_integers(nx.grid_2d_graph(5, 6)))
    looped = weighted(nx.barabasi_albert_graph(50, 2, seed=7), 7)
    looped.add_weighted_edges_from([(0, 0, 2), (9, 9, 1), (50, 51, 3)])
    write_graph("looped", looped)
    write_graph("directed", weighted(nx.gnp_random_graph(60, 0.05, seed=8, directed=True), 8))

    davis = nx.davis_southern_women_graph()
    women = davis.graph["top"]
    events = sorted(davis.graph["bottom"], key=lambda e: int(e[1:]))
    write_bipartite("davis", nx.bipartite.biadjacency_matrix(
        davis, women, events).toarray().astype(int))
    rng = np.random.default_rng(9)
    heavy = rng.random((40, 70)) < np.outer(rng.pareto(2, 40) + .2, rng.pareto(2, 70) + .2) * .3
    heavy = heavy[heavy.any(1)][:, heavy.any(0)]
    write_bipartite("heavyTail", heavy.astype(int))


main()
