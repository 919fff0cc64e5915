"""Damaged files of imported faces, labels, names and portraits; queries that want too much."""
import json
import shutil

import graphs
from program import Wrong, emptied

VALUES = [None, True, -1, 0, 1e308, -1e308, 10**30, "", "x" * 100_000, "a\u0000b", "\u001b[31m", [], {}, [1], "NaN",
          "../../etc/passwd", "/dev/zero", "\ud800", [[1]], {"a": 1}, [0.5] * 127, [0.5] * 129, [1e308] * 128,
          [1e30] * 128, [0] * 128, ["0.5"] * 128, [None] * 128]


def document(rng):
    vector = [0.0] * 128
    vector[rng.randrange(20)] = 0.5
    left = rng.randrange(500)
    return {"my_text": f"/photos/{rng.randrange(50)}.jpg", "coord": [10, left + 90, 100, left], "my_vector": vector}


def faces(wwww, settings):
    """A file of faces is taken in whole or refused with its line; the case stays as it was."""
    case = wwww.scratch / "import-case"
    file = emptied(wwww.scratch / "imports") / "faces.ndjson"
    rng = settings.rng
    taken, refused = 0, 0
    for number in range(settings.imports):
        lines = []
        for _ in range(rng.randrange(1, 6)):
            content = document(rng)
            if rng.random() < 0.5:
                content[rng.choice(list(content))] = rng.choice(VALUES)
            if rng.random() < 0.2:
                content = {"_source": content}
            lines.append(json.dumps(content, ensure_ascii=rng.random() < 0.5).encode(errors="surrogatepass"))
        data = b"\n".join(lines) + b"\n"
        if rng.random() < 0.5:
            data = graphs.mutated(data, rng)
        file.write_bytes(data)
        if number % 20 == 0:
            shutil.rmtree(case, ignore_errors=True)
        before = wwww.ask(case, "SELECT count(*) FROM face_detection") if case.exists() else [(0,)]
        outcome = wwww("import", file, "--case", case, statuses=(0, 1, 2), memory=8 << 30, seconds=60)
        if outcome.status == 1 and case.exists() and (case / "case.sqlite").exists():
            if wwww.ask(case, "SELECT count(*) FROM face_detection") != before:
                raise Wrong(f"an import that is refused leaves faces: {outcome}")
        if len(outcome.errors) > 20_000:
            raise Wrong(f"an error of {len(outcome.errors)} characters")
        taken, refused = taken + (outcome.status != 1), refused + (outcome.status == 1)
        if number % 20 == 19:
            wwww("cluster", "--case", case, statuses=(0, 1))
            wwww("graph", "centrality", "--case", case, statuses=(0, 1))
            wwww("export", "faces", "--case", case, statuses=(0, 1))
    return f"{settings.imports} damaged files of faces: {taken} taken in, {refused} refused, the case whole"


def tables(wwww, settings):
    """Files of labels and names with faults."""
    folder = emptied(wwww.scratch / "tables")
    whole = [(("evaluate", "--labels"), b"path,person,top,right,bottom,left\na.jpg,Ada,1,2,3,4\nb.jpg,Ben,,,,\n"),
             (("people", "name", "--from"), b"person,name\n0,Ada\n1,\"Ben, Jr.\"\n2,Cem\n"),
             (("people", "gallery"), b"name,path\nAda,a.jpg\nBen,b.jpg\n")]
    case = wwww.scratch / "tables-case"
    shutil.rmtree(case, ignore_errors=True)
    shutil.copytree(settings.case, case)
    count = settings.imports // 3
    for number in range(count):
        command, data = whole[number % len(whole)]
        file = folder / "in.csv"
        file.write_bytes(graphs.mutated(data, settings.rng))
        wwww(*command, file, "--case", case, seconds=60, memory=8 << 30)
    return f"{count} damaged tables of labels, names and portraits: read or refused"


def queries(wwww, settings):
    """Queries that want all time, all memory, files, or to write end in time, and change nothing."""
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT %s FROM n"
    wanted = [
        endless % "count(*)", endless % "i", endless % "zeroblob(10000000)", endless % "group_concat(hex(zeroblob(1000000)))",
        "SELECT trim(replace(hex(zeroblob(2400000)), '0', 'a'), replace(hex(zeroblob(2400000)), '0', 'b') || 'a')",
        "SELECT instr(hex(zeroblob(30000000)), hex(zeroblob(12000000)) || 'a')",
        "SELECT replace(hex(zeroblob(30000000)), hex(zeroblob(12000000)) || 'a', 'x')",
        "SELECT replace(hex(zeroblob(30000000)), '0', hex(zeroblob(30000000)))",
        "SELECT hex(zeroblob(32000000)) LIKE '%' || substr(hex(zeroblob(400)), 1, 900) || 'a%'",
        "SELECT hex(randomblob(30000000)) GLOB '*1*2*3*4*5*6*7*8*9*0*1*2*3*4*5*x'",
        "SELECT zeroblob(2000000000)", "SELECT printf('%.*c', 2000000000, 'x')", "SELECT load_extension('x')",
        "SELECT writefile('x', 'y')", "SELECT readfile('/etc/passwd')", "ATTACH '/etc/passwd' AS x", "PRAGMA journal_mode=delete",
        "DELETE FROM face_detection", "SELECT 1; DELETE FROM face_detection", "VACUUM INTO 'x'", "BEGIN",
        "WITH x AS (SELECT 1) INSERT INTO person_record SELECT 1, 2, 3", "SELECT * FROM face, face, face, face, face, face",
        "SELECT json_group_array(hex(zeroblob(3000000))) FROM face, face", "SELECT " + "(" * 2000 + "1" + ")" * 2000,
        "SELECT " + "-" * 100 + "1", "SELECT '" + "x" * 100_000 + "'", "select \x1b[31m", "", ";", "SELECT 1 WHERE", "EXPLAIN SELECT 1"]
    before = wwww.ask(settings.case, "SELECT count(*), sum(id) FROM face_detection")
    slowest = 0
    for sql in wanted:
        outcome = wwww("query", "--sql", sql, "--time-limit", 2, "--row-limit", 1000, "--format", "json",
                       "--case", settings.case, statuses=(0, 1), seconds=15, memory=8 << 30)
        slowest = max(slowest, outcome.seconds)
        if outcome.seconds > 6:
            raise Wrong(f"takes {outcome.seconds:.1f} s where 2 are allowed: {sql[:100]}")
    if wwww.ask(settings.case, "SELECT count(*), sum(id) FROM face_detection") != before:
        raise Wrong("a query changed the case")
    return f"{len(wanted)} queries that want too much: ended within {slowest:.1f} s, nothing changed"
