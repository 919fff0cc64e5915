"""Damaged graph files of every format: read, mended and told, or refused in a sentence."""
import re

from program import Wrong, emptied

FORMATS = {"graphml": "graphml", "gexf": "gexf", "dot": "dot", "node-link": "json", "cytoscape": "cyjs",
           "graphology": "graphology.json", "links": "csv"}
WRITTEN = {
    "gml": 'graph [\n directed 0\n node [ id 1 label "Ada" weight 2.5 ]\n node [ id 2 label "B&amp;en" ]\n'
           ' node [ id 3 graphics [ x 1 y 2 fill "#ff0000" ] ]\n edge [ source 1 target 2 value 3 ]\n'
           ' edge [ source 2 target 3 ]\n]\n',
    "net": '*Vertices 4\n1 "Ada" 0.1 0.2 ic Red\n2 "Ben"\n3 "Cem"\n4 "Dan"\n*Edges\n1 2 3.5\n2 3\n*Arcs\n3 4 1\n'
           '*Matrix\n0 1 0 0\n1 0 0 0\n0 0 0 1\n0 0 1 0\n',
    "dot": 'digraph "g" { rankdir=LR; node [shape=box]; a [label="A\\nda", color="#ff0000"]; a -> b [weight=3];\n'
           ' subgraph cluster_1 { c; d -> c; } /* x */ b -> {c d}; e:n -> a:s; "f g" -> h; }\n',
    "csv": "source,target,weight,date\nAda,Ben,3,2024-05-01\nBen,Cem,1.5,\n\"Da\"\"n\",Ada,2,2024\n",
    "tsv": "Source\tTarget\tType\tWeight\n1\t2\tUndirected\t3\n2\t3\tDirected\t1\n",
    "txt": "# nodes\n1 2 0.5\n2 3 1.5\n3 1 2\n",
}
TOKENS = [b"", b"<", b">", b"\"", b"'", b"&", b"\0", b"\xff\xfe", b"[", b"]", b"{", b"}", b"-1", b"1e999", b"NaN",
          b"9" * 400, b"\n" * 50, b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"[" * 3000, b"{\"a\":" * 3000,
          b"\\u0000", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"A" * 100_000, b"\x1b[31m", b"/*", b"#", b",", b"\t",
          b"subgraph {" * 2000, b"node [ " * 2000, b"*Vertices 99999999999", b"*Matrix", b"\r", b"infinity", b"null",
          b"<node id='1'/>", b"1970-01-01T00:00:00Z", b"0x1p3", b"]]>", b"<![CDATA["]


def mutated(data, rng):
    """`data` with a few faults: bytes, tokens, lines, pieces moved or doubled, cut ends."""
    for _ in range(rng.choice([1, 1, 2, 5])):
        kind = rng.randrange(7)
        at = rng.randrange(len(data) + 1)
        end = min(len(data), at + rng.choice([1, 3, 20, 200]))
        if kind == 0:
            data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1:]
        elif kind == 1:
            data = data[:at] + rng.choice(TOKENS) + data[at:]
        elif kind == 2:
            data = data[:at] + data[end:]
        elif kind == 3:
            other = rng.randrange(len(data) + 1)
            data = data[:other] + data[at:end] + data[other:]
        elif kind == 4:
            data = data[:at]
        elif kind == 5:
            numbers = list(re.finditer(rb"\d+", data))
            if numbers:
                number = rng.choice(numbers)
                value = rng.choice([b"-1", b"0", b"1e308", b"1e-400", b"nan", b"99999999999999999999", b"", b"x"])
                data = data[:number.start()] + value + data[number.end():]
        else:
            lines = data.split(b"\n")
            rng.shuffle(lines)
            data = b"\n".join(lines)
        if not data:
            data = b" "
    return data


def readers(wwww, settings):
    """No graph file crashes a reader, keeps it busy, or takes its memory."""
    folder = emptied(wwww.scratch / "graphs")
    whole = [(ending, text.encode()) for ending, text in WRITTEN.items()]
    for name, ending in FORMATS.items():
        file = folder / f"whole.{ending}"
        wwww("graph", "export", "--format", name, "--out", file, "--case", settings.case, statuses=(0,))
        whole.append((ending, file.read_bytes()))
    for ending, data in whole:
        file = folder / f"sound.{ending}"
        file.write_bytes(data)
        outcome = wwww("graph", "stats", "--input", file, "--mixed", "directed", statuses=(0, 1))
        if outcome.status != 0:
            raise Wrong(f"a sound file is refused: {outcome}")
    read, refused, slowest = 0, 0, 0
    for number in range(settings.graphs):
        ending, data = whole[number % len(whole)]
        file = folder / f"in.{ending}"
        file.write_bytes(mutated(data, settings.rng))
        command = settings.rng.choice([
            ("graph", "stats"), ("graph", "stats", "--strict"), ("graph", "centrality"),
            ("graph", "export", "--format", "gexf", "--out", "-"),
            ("graph", "export", "--format", "graphml", "--out", "-"), ("graph", "stats", "--bipartite")])
        try:
            outcome = wwww(*command, "--input", file, statuses=(0, 1, 64), seconds=30, memory=6 << 30)
        except Wrong:
            kept = wwww.scratch / f"failed-{number}.{ending}"
            kept.write_bytes(file.read_bytes())
            raise
        if len(outcome.errors) > 4000 + 200 * len(str(file)):
            raise Wrong(f"an error of {len(outcome.errors)} characters: {outcome.errors[:300]}")
        if outcome.status == 1 and not outcome.lines[-1].startswith("Error: "):
            raise Wrong(f"refused without a sentence: {outcome}")
        slowest = max(slowest, outcome.seconds)
        read, refused = read + (outcome.status == 0), refused + (outcome.status != 0)
    return f"{settings.graphs} damaged graph files of {len(whole)} formats: {read} read, {refused} refused, at most {slowest:.1f} s"
