"""Races wwww's graph writers and readers against networkx and igraph, in one run.

    python3 -m venv venv && venv/bin/pip install networkx==3.6.1 igraph==1.0.0 lxml
    venv/bin/python peers.py PATH/TO/FormatsBenchmark [EDGES]

Everybody writes the same graph: wwww makes it, the others read wwww's GraphML first. Only writing
to a file, and reading from one, is timed. Every file is read back and compared.
"""

import json
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import igraph
import networkx


def timed(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def main():
    benchmark, edges = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = subprocess.run(
            [benchmark, str(edges), name], check=True, capture_output=True, text=True
        ).stdout.splitlines()
        ours = {(row["action"], row["format"]): row for row in map(json.loads, lines)}
        theirs = {}

        seconds, graph = timed(lambda: igraph.Graph.Read_GraphML(str(folder / "people.graphml")))
        theirs["igraph", "read", "graphml"] = seconds
        assert graph.ecount() == edges
        # igraph turns identifiers into attributes, which the others do not write.
        del graph.vs["id"], graph.es["id"]
        out = folder / "igraph.graphml"
        theirs["igraph", "write", "graphml"], _ = timed(lambda: graph.write_graphml(str(out)))
        weight = math.fsum(graph.es["weight"])
        del graph

        seconds, graph = timed(lambda: networkx.read_graphml(folder / "people.graphml"))
        theirs["networkx", "read", "graphml"] = seconds
        assert graph.number_of_edges() == edges
        total = math.fsum(w for _, _, w in graph.edges(data="weight"))
        assert abs(total - weight) < 1e-6 * weight
        out = folder / "networkx.graphml"
        theirs["networkx", "write", "graphml"], _ = timed(lambda: networkx.write_graphml(graph, out))
        out = folder / "networkx.gexf"
        theirs["networkx", "write", "gexf"], _ = timed(lambda: networkx.write_gexf(graph, out))
        del graph
        seconds, graph = timed(
            lambda: networkx.read_gexf(folder / "people.gexf", version="1.3")
        )
        theirs["networkx", "read", "gexf"] = seconds
        assert graph.number_of_edges() == edges

    print(f"| {edges:,} edges | wwww | peak memory grows by | igraph | networkx | factor |")
    print("|---|---|---|---|---|---|")
    for (action, format), row in ours.items():
        cells = [f"{action} {format}", f"{row['seconds']:.2f} s", f"{row['memory'] >> 20} MiB"]
        factors = []
        for peer in ["igraph", "networkx"]:
            seconds = theirs.get((peer, action, format))
            cells.append(f"{seconds:.2f} s" if seconds else "–")
            if seconds:
                factors.append(f"{seconds / row['seconds']:.1f} × {peer}")
        print("| " + " | ".join(cells + [", ".join(factors) or "–"]) + " |")


if __name__ == "__main__":
    main()
