"""Which faces the detectors find, by size and kind, and whom the default tells apart.

    python faces.py PATH/TO/wwww DATA [--detectors yunet hog] [--work FOLDER]

DATA holds labeled photos as they are described in its README: `street-half` (boxes of masked and
bare faces), `kin-half` and `profile-half` (one labeled face a picture), `lfw-half` (a folder a
person). All is done through the command line, at its defaults: `wwww index`, `cluster` and `export
faces`. Prints Markdown.

A labeled face is found where a box overlaps its own by an intersection over union of 0.4. On the
street photos what is found beside the labels counts as wrong, though some of it are faces that
nobody labeled; so the true precision is higher. Pictures of one face count as found where any face
is found; a labeled photo whose face is not found counts as a person of its own.
"""
import argparse
import collections
import csv
import pathlib
import subprocess
import tempfile
import time

parser = argparse.ArgumentParser()
parser.add_argument("executable")
parser.add_argument("data", type=pathlib.Path)
parser.add_argument("--detectors", nargs="+", default=["yunet", "hog"])
parser.add_argument("--sets", nargs="+", default=["street", "kin", "profile", "lfw"])
parser.add_argument("--work", type=pathlib.Path)
options = parser.parse_args()

Face = collections.namedtuple("Face", "box person score")
SIZES = [(0, 16), (16, 24), (24, 32), (32, 48), (48, 80), (80, 10**6)]
KINDS = {
    "con_mascarilla": "masked", "sin_mascarilla": "bare",
    "mascarilla_mal_puesta": "masked wrongly",
}


def wwww(*arguments):
    done = subprocess.run(
        [options.executable, *map(str, arguments)], capture_output=True, text=True
    )
    if done.returncode not in (0, 2):
        raise SystemExit(done.stderr)
    return done.stdout


def faces(folder, case, *flags):
    """The faces of each photo by its path, and the seconds that indexing took."""
    start = time.perf_counter()
    wwww("index", folder, "--case", case, *flags)
    seconds = time.perf_counter() - start
    wwww("cluster", "--case", case)
    found = collections.defaultdict(list)
    for row in csv.DictReader(
        wwww("export", "faces", "--case", case).splitlines()
    ):
        box = tuple(int(row[side]) for side in ("left", "top", "right", "bottom"))
        found[row["path"]].append(Face(box, row["person"], float(row["score"])))
    return found, seconds


def overlap(a, b):
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0
    area = lambda box: (box[2] - box[0]) * (box[3] - box[1])
    return width * height / (area(a) + area(b) - width * height)


def size(box):
    return ((box[2] - box[0]) * (box[3] - box[1])) ** 0.5


def share(part, whole):
    return f"{part / whole:.3f}" if whole else "-"


def labels(name):
    with open(options.data / name / "labels.csv", newline="") as file:
        return list(csv.DictReader(file))


def street(detector, case):
    found, seconds = faces(options.data / "street-half/img", case, "--detector", detector)
    truth = collections.defaultdict(list)
    for row in labels("street-half"):
        box = tuple(float(side) for side in row["box"].split())
        truth[row["path"].removeprefix("img/")].append((box, row["group"]))
    hits = collections.Counter()
    for path, known in truth.items():
        for box, kind in known:
            hit = any(overlap(box, face.box) >= 0.4 for face in found[path])
            small = next(i for i, (low, high) in enumerate(SIZES) if low <= size(box) < high)
            for key in ["all", ("size", small)] + ([">= 24", kind] if size(box) >= 24 else []):
                hits[key, "all"] += 1
                hits[key, "hit"] += hit
    boxes = [(path, face.box) for path in truth for face in found[path]]
    right = sum(any(overlap(b, box) >= 0.4 for b, _ in truth[path]) for path, box in boxes)
    of = lambda key: share(hits[key, "hit"], hits[key, "all"])
    sizes = " | ".join(of(("size", i)) for i in range(len(SIZES)))
    kinds = " | ".join(of(kind) for kind in KINDS)
    print(
        f"| {detector} | {of('all')} | {of('>= 24')} | {share(right, len(boxes))} | {sizes} | "
        f"{kinds} | {seconds:.1f} s |", flush=True,
    )


def scores(truth, persons):
    """Pairwise precision, recall and F, and BCubed F."""
    cells, people, groups = (collections.Counter() for _ in range(3))
    for pair in zip(truth, persons):
        cells[pair] += 1
        people[pair[0]] += 1
        groups[pair[1]] += 1
    pairs = lambda counter: sum(n * (n - 1) // 2 for n in counter.values())
    f = lambda p, r: 2 * p * r / (p + r) if p + r else 0
    precision = pairs(cells) / pairs(groups) if pairs(groups) else 1
    recall = pairs(cells) / pairs(people)
    b_precision = sum(n * n / groups[g] for (_, g), n in cells.items()) / len(truth)
    b_recall = sum(n * n / people[p] for (p, _), n in cells.items()) / len(truth)
    wrong = pairs(groups) - pairs(cells)
    return precision, recall, f(precision, recall), f(b_precision, b_recall), wrong


def people(name, folder, truth, case):
    """`truth`: the person of each photo by its path below `folder`."""
    found, _ = faces(folder, case)
    persons = []
    for path in truth:
        # Where more than one face is found, the largest is the labeled one but for background.
        face = max(found[path], key=lambda face: size(face.box), default=None)
        alone = face is None or face.person in ("", "-1")
        persons.append(("alone", path) if alone else face.person)
    seen = sum(bool(found[path]) for path in truth)
    p, r, f, b, wrong = scores(list(truth.values()), persons)
    print(
        f"| {name} | {len(truth)} | {share(seen, len(truth))} | {p:.3f} / {r:.3f} / {f:.3f} | "
        f"{b:.3f} | {wrong} |", flush=True,
    )


with tempfile.TemporaryDirectory(dir=options.work) as work:
    work = pathlib.Path(work)
    if "street" in options.sets:
        columns = " | ".join(f"{a}-{b} px" if b < 10**6 else f"> {a} px" for a, b in SIZES)
        print("| detector | recall | from 24 px | precision | " + columns + " | "
              + " | ".join(KINDS.values()) + " | indexing |")
        print("|---" * (5 + len(SIZES) + len(KINDS)) + "|")
        for detector in options.detectors:
            street(detector, work / f"street-{detector}")
        print()
    print("| set | photos | face found | pairwise P / R / F | BCubed F | wrong pairs |")
    print("|---" * 6 + "|")
    for name in ("kin", "profile"):
        if name in options.sets:
            truth = {row["path"].removeprefix("img/"): row["person"] for row in labels(name + "-half")}
            people(name + "-half", options.data / (name + "-half") / "img", truth, work / name)
    if "lfw" in options.sets:
        root = options.data / "lfw-half"
        truth = {
            str(path.relative_to(root)): path.parent.name for path in sorted(root.rglob("*.jpg"))
        }
        people("lfw-half", root, truth, work / "lfw")
