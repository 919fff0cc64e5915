"""Measures how far `confidence` can be believed, from the program itself: on pictures of meetings that
are composed of labeled portraits, of people who were not used to fit it.

    python meetings.py PROGRAM FOLDER [--fitted | --all] [--collections N] [--keep FOLDER]

FOLDER holds `labels.csv` with the columns path,person (and perhaps family), or a folder for each
person. Each collection has people drawn at random, some of one family where families are known; their
portraits, some of them small or blurred, are put side by side into pictures, so that some people meet
often. The program indexes the pictures, clusters and exports; a face is known by its place, a person by
most of its faces. An edge is right where a shared picture shows both people. Only people whose name's MD5
is even are used; the model was fitted on the others (--fitted).

Prints reliability tables in Markdown: of edges, faces and persons. Needs numpy and Pillow.
"""
import argparse
import collections
import csv
import hashlib
import json
import os
import pathlib
import random
import subprocess
import tempfile

import numpy as np
from PIL import Image, ImageFilter

parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("folder", type=pathlib.Path, nargs="+")
parser.add_argument("--fitted", action="store_true")
parser.add_argument("--all", action="store_true")
parser.add_argument("--collections", type=int, default=6)
parser.add_argument("--people", type=int, default=70)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--encoder", default="sface")
parser.add_argument("--keep", type=pathlib.Path)
options = parser.parse_args()


# Some of their portraits show somebody else of the set, as anybody can see.
MISLABELED = {"F0987/MID10", "F0380/MID6", "F0601/MID16"}


def parity(name):
    return int(hashlib.md5(name.encode()).hexdigest(), 16) % 2


def portraits(folder):
    """The portraits of each person, and the person's family."""
    found, families = collections.defaultdict(list), {}
    labels = folder / "labels.csv"
    if labels.exists():
        for row in csv.DictReader(labels.open(newline="")):
            found[row["person"]].append(folder / row["path"])
            families[row["person"]] = row.get("family") or row["person"]
    else:
        for path in sorted(folder.glob("*/*.jpg")):
            found[path.parent.name].append(path)
            families[path.parent.name] = path.parent.name
    chosen = {p for p in found if p not in MISLABELED}
    if not options.all:
        chosen = {p for p in chosen if parity(p) == (1 if options.fitted else 0)}
    return {p: sorted(found[p]) for p in chosen}, families


def drawn(known, families, rng):
    """People of whom there are several portraits, whole families first."""
    groups = collections.defaultdict(list)
    for person in sorted(known):
        if len(known[person]) >= 2:
            groups[families[person]].append(person)
    people, order = [], sorted(groups)
    rng.shuffle(order)
    for group in order:
        people += groups[group][:6]
        if len(people) >= options.people:
            break
    singles = [p for p in sorted(known) if len(known[p]) == 1]
    return people, rng.sample(singles, min(len(singles), len(people) // 3))


def compose(folder, known, people, singles, rng):
    """Writes pictures; returns for each the tiles with their people."""
    friends = {p: rng.sample(people, min(6, len(people))) for p in people}
    left = {p: rng.sample(known[p], min(len(known[p]), 10)) for p in people}
    left.update({p: known[p][:1] for p in singles})
    pictures = {}
    while any(left.values()):
        first = rng.choice(sorted(p for p in left if left[p]))
        near = [p for p in friends.get(first, []) if p != first and left[p]]
        others = [p for p in left if p != first and left[p]]
        party = [first]
        for _ in range(rng.choice([1, 1, 1, 2, 2, 3])):
            pool = [p for p in (near if near and rng.random() < 0.8 else others) if p not in party]
            if pool:
                party.append(rng.choice(sorted(pool)))
        name, x, tiles = f"{len(pictures):04}.jpg", 12, []
        canvas = Image.new("RGB", (12 + 200 * len(party), 224), (128, 128, 128))
        for person in party:
            face = Image.open(left[person].pop()).convert("RGB")
            if face.width == face.height:  # a whole photo: the person is in the middle
                edge = face.width // 5
                face = face.crop((edge, edge, face.width - edge, face.height - edge))
            face = face.resize((180, round(180 * face.height / face.width))).crop((0, 0, 180, 200))
            kind = rng.random()
            if kind < 0.25:  # far away: few pixels
                small = rng.randint(36, 70)
                face = face.resize((small, round(small * face.height / face.width)), Image.LANCZOS)
            elif kind < 0.4:  # not in focus
                face = face.filter(ImageFilter.GaussianBlur(rng.uniform(1, 4)))
            canvas.paste(face, (x, 12))
            tiles.append((x, x + face.width, person))
            x += 200
        canvas.save(folder / name, quality=rng.choice([60, 75, 90]))
        pictures[name] = tiles
    return pictures


def run(*arguments):
    done = subprocess.run([options.program, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode in (0, 2), done.stderr
    return done.stdout


def rows(case, table):
    return list(csv.DictReader(run("export", table, "--case", case).splitlines()))


def measure(folder, known, families, seed):
    rng = random.Random(seed)
    (folder / "photos").mkdir(parents=True)
    people, singles = drawn(known, families, rng)
    pictures = compose(folder / "photos", known, people, singles, rng)
    (folder / "pictures.json").write_text(json.dumps(pictures))
    case = folder / "case"
    run("index", folder / "photos", "--case", case, "--encoder", options.encoder)
    run("cluster", "--case", case)
    identity, members, faces = {}, collections.defaultdict(list), []
    for face in rows(case, "faces"):
        middle = (int(face["left"]) + int(face["right"])) / 2
        name = os.path.basename(face["path"])
        who = [p for a, b, p in pictures[name] if a <= middle <= b]
        if face["person"] != "-1" and who:
            members[face["person"]].append((who[0], float(face["quality"]), name))
            faces.append((face["person"], who[0], face["confidence"]))
    for person, those in members.items():
        counts = collections.Counter(who for who, _, _ in those)
        best = max(counts.values())
        identity[person] = max((q, w) for w, q, _ in those if counts[w] == best)[1]
    there = {(person, name) for person, those in members.items()
             for who, _, name in those if who == identity[person]}
    result = {"edges": [], "faces": [], "persons": []}
    for edge in rows(case, "cooccurrences"):
        a, b = edge["person_a"], edge["person_b"]
        names = [os.path.basename(p) for p in edge["paths"].split("; ")]
        result["edges"].append((float(edge["confidence"]),
                                any((a, n) in there and (b, n) in there for n in names)))
    for person, who, confidence in faces:
        result["faces"].append((float(confidence), who == identity[person]))
    for person in rows(case, "people"):
        if person["person"] in members and person["confidence"]:
            pure = len({who for who, _, _ in members[person["person"]]}) == 1
            result["persons"].append((float(person["confidence"]), pure))
    return result


def area(values):
    """The area under the curve by which doubt finds what is wrong."""
    right = np.array([p for p, ok in values if ok])
    wrong = np.array([p for p, ok in values if not ok])
    if not len(right) or not len(wrong):
        return float("nan")
    more = (right[:, None] > wrong[None, :]).mean()
    return more + (right[:, None] == wrong[None, :]).mean() / 2


def error(values, bins=10):
    if not values:
        return float("nan")
    p, ok = np.array([v[0] for v in values]), np.array([v[1] for v in values], float)
    place = np.minimum((p * bins).astype(int), bins - 1)
    return sum((place == b).mean() * abs(p[place == b].mean() - ok[place == b].mean())
               for b in range(bins) if (place == b).any())


def report(name, values):
    middle = [v for v in values if 0.1 <= v[0] <= 0.9]
    print(f"\n**{name}**: {len(values)}, {sum(not ok for _, ok in values)} of them wrong; expected calibration "
          f"error {error(values):.3f}, among the {len(middle)} between .1 and .9 {error(middle):.3f}; area under "
          f"the curve for wrong ones {area(values):.3f}\n")
    print("| confidence | how many | told on average | right |\n|---|---:|---:|---:|")
    for b in range(10):
        inside = [v for v in values if min(int(v[0] * 10), 9) == b]
        if inside:
            print(f"| {b / 10:.1f}–{(b + 1) / 10:.1f} | {len(inside)} | {np.mean([v[0] for v in inside]):.3f} | "
                  f"{np.mean([v[1] for v in inside]):.3f} |")


total = collections.defaultdict(list)
for source in options.folder:
    known, families = portraits(source)
    for number in range(options.collections):
        with tempfile.TemporaryDirectory() as scratch:
            place = options.keep / f"{source.name}-{number}" if options.keep else pathlib.Path(scratch)
            for key, values in measure(place, known, families, options.seed + number).items():
                total[key] += values
                total[f"{key}, {source.name}"] += values
for key in ("edges", "faces", "persons"):
    report(key, total[key])
    if len(options.folder) > 1:
        for source in options.folder:
            report(f"{key}, {source.name}", total[f"{key}, {source.name}"])
