"""Writes the same small graphs with the programs whose files the readers must take.

    python3 -m venv venv && venv/bin/pip install networkx==3.6.1 igraph==1.0.0 networkit==11.3
    venv/bin/python make_fixtures.py
"""

import pathlib
import shutil

import igraph
import networkit
import networkx

here = pathlib.Path(__file__).parent


def path(name):
    return str(here / name)


karate = networkx.karate_club_graph()
networkx.write_graphml_xml(karate, path("networkx-karate.graphml"))
networkx.write_gexf(karate, path("networkx-karate-1.2.gexf"))
networkx.write_gexf(karate, path("networkx-karate-1.1.gexf"), version="1.1draft")
# What a tool that only ever calls write_gexf leaves behind.
shutil.copy(path("networkx-karate-1.2.gexf"), path("gexf-inside.graphml"))

multi = networkx.MultiDiGraph()
multi.add_edge("a", "b", count=1, sure=True, name="first")
multi.add_edge("a", "b", count=2)
multi.add_edge("b", "b", name="loop")
networkx.write_graphml_xml(multi, path("networkx-multi.graphml"))

dated = networkx.Graph(mode="dynamic")
dated.add_node("p", label="P", start="2020-01-01", end="2021-01-01")
dated.add_node("q", label="Q", spells=[("2020-01-01", "2020-02-01"), ("2020-03-01", "2020-04-01")])
dated.add_edge("p", "q", weight=3)
networkx.write_gexf(dated, path("networkx-dated.gexf"))

zachary = igraph.Graph.Famous("Zachary")
zachary.vs["name"] = [f"v{i}" for i in range(34)]
zachary.vs["flag"] = [i % 2 == 0 for i in range(34)]
zachary.es["weight"] = [i / 3 for i in range(zachary.ecount())]
zachary["title"] = "karate"
zachary.write_graphml(path("igraph.graphml"))

random = networkit.graph.Graph(5, weighted=True)
for u, v, w in [(0, 1, 1.5), (1, 2, 2.0), (3, 4, 0.25)]:
    random.addEdge(u, v, w)
networkit.graphio.writeGraph(random, path("networkit.graphml"), networkit.Format.GraphML)
networkit.graphio.writeGraph(random, path("networkit.gexf"), networkit.Format.GEXF)
