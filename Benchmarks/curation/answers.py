"""Measures what questions are worth: labels answer what `wwww people suggest` asks, likeliest first or in
random order, and the grouping is scored after every few answers.

    python answers.py PROGRAM FOLDER [--most N] [--orders ranked,random]

FOLDER holds `labels.csv` with the columns path,person. Prints how many of the first 50 proposals are
right, and after how many answers half of what F lacks to 1 is gained, in Markdown. F is BCubed's over the
labeled faces, of which faces of nobody are groups of their own.
"""
import argparse
import collections
import csv
import json
import pathlib
import random
import shutil
import subprocess
import tempfile

parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--most", type=int, default=1500)
parser.add_argument("--batch", type=int, default=10)
parser.add_argument("--orders", default="ranked,random")
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()


def run(*arguments, may_fail=False):
    done = subprocess.run([options.program, *map(str, arguments)], capture_output=True, text=True)
    assert may_fail or done.returncode == 0, done.stderr
    return done.stdout if done.returncode == 0 else None


labels = {row["path"]: row["person"] for row in csv.DictReader((options.folder / "labels.csv").open(newline=""))}


def state(case):
    """The person and the label of each face."""
    person, label = {}, {}
    best = {}
    for row in csv.DictReader(run("export", "faces", "--case", case).splitlines()):
        face = int(row["face"])
        person[face] = None if row["person"] == "-1" else int(row["person"])
        name = next((labels[p] for p in (row["path"], f"{options.folder.name}/{row['path']}", f"img/{row['path']}")
                     if p in labels), None)
        area = (int(row["right"]) - int(row["left"])) * (int(row["bottom"]) - int(row["top"]))
        if name and area > best.get(row["path"], (0, None))[0]:
            if row["path"] in best:
                label.pop(best[row["path"]][1], None)
            best[row["path"]] = (area, face)
            label[face] = name
    return person, label


def bcubed(person, label):
    group = {f: person[f] if person[f] is not None else ("nobody", f) for f in label}
    both = collections.Counter((group[f], label[f]) for f in label)
    groups, people = collections.Counter(group.values()), collections.Counter(label.values())
    precision = sum(both[group[f], label[f]] / groups[group[f]] for f in label) / len(label)
    recall = sum(both[group[f], label[f]] / people[label[f]] for f in label) / len(label)
    return 2 * precision * recall / (precision + recall)


def is_right(question, person, label):
    """Whether the labels say yes; None where they do not say."""
    def identity(faces):
        known = collections.Counter(label[f] for f in faces if f in label)
        return known.most_common(1)[0][0] if known else None
    members = collections.defaultdict(list)
    for face, who in person.items():
        members[who].append(face)
    faces = [int(f) for f in question["faces"].split()] if isinstance(question["faces"], str) else question["faces"]
    first = identity(f for f in members[question["person"]] if question["kind"] == "same" or f not in faces)
    other = identity(members[question["other"]]) if question["kind"] == "same" else identity(faces)
    if first is None or other is None:
        return None
    return (first == other) == (question["kind"] in ("same", "unassigned"))


def questions(case, limit):
    return list(csv.DictReader(run("people", "suggest", "--limit", limit, "--format", "csv", "--case", case).splitlines()))


def number(question):
    for key in ("person", "other"):
        question[key] = int(question[key]) if question[key] else None
    return question


def course(case, is_ranked):
    """F after each batch of answers, until half of what it lacks is gained."""
    rng = random.Random(options.seed)
    person, label = state(case)
    start = bcubed(person, label)
    goal, count, curve = start + (1 - start) / 2, 0, [(0, start)]
    while count < options.most and curve[-1][1] < goal:
        asked = questions(case, options.batch if is_ranked else 100000)
        if not asked:
            break
        if not is_ranked:
            asked = rng.sample(asked, min(options.batch, len(asked)))
        for question in map(number, asked):
            person, label = state(case)
            right = is_right(question, person, label)
            answer = question["yes"] if right else question["no"]
            run("people", *answer.split(), "--case", case, may_fail=True)
            count += 1
        person, label = state(case)
        curve.append((count, bcubed(person, label)))
    return curve, goal


with tempfile.TemporaryDirectory() as scratch:
    original = pathlib.Path(scratch) / "case"
    run("index", options.folder / "img" if (options.folder / "img").is_dir() else options.folder, "--case", original)
    run("cluster", "--case", original)
    person, label = state(original)
    first = [is_right(number(q), person, label) for q in questions(original, 50)]
    print(f"{len(label)} labeled faces, BCubed F {bcubed(person, label):.3f}. Of the first 50 proposals "
          f"{sum(r is True for r in first)} are right, {sum(r is None for r in first)} unknown.\n")
    print("| order | answers until half of what F lacks is gained | F |\n|---|---:|---:|")
    for order in options.orders.split(","):
        case = pathlib.Path(scratch) / order
        shutil.copytree(original, case)
        curve, goal = course(case, order == "ranked")
        reached = curve[-1][1] >= goal
        print(f"| {order} | {'' if reached else 'more than '}{curve[-1][0]} | {curve[-1][1]:.3f} |", flush=True)
        print("<!-- " + " ".join(f"{n}:{f:.3f}" for n, f in curve[:: max(1, len(curve) // 20)]) + " -->")
