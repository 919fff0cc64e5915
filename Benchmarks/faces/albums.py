"""Small albums, and who is wrongly taken for whom, through the command line at its defaults.

    python albums.py PATH/TO/wwww DATA [--draws 12] [--work FOLDER]

DATA is as for faces.py. Albums are drawn from lfw-half (people with eight photos or more, five, seven
or ten of them, every third album with photos of 60 strangers) and from kin-half (eight people with
six photos or more). All of an album is indexed and clustered; labeled photos are scored, a face in no
group being a person of its own.

The second table counts pairs of different people that one clustering of kin-half and of
profile-half joins: of children under 13 in different families, of members of one family, of people
in profile, of all others. The upper bound is Wilson's, at 95 %, of pairs as if each were for itself.
"""
import argparse
import collections
import csv
import pathlib
import random
import subprocess
import tempfile

parser = argparse.ArgumentParser()
parser.add_argument("executable")
parser.add_argument("data", type=pathlib.Path)
parser.add_argument("--draws", type=int, default=12)
parser.add_argument("--work", type=pathlib.Path)
options = parser.parse_args()
chance = random.Random(11)


def wwww(*arguments):
    return subprocess.run(
        [options.executable, *map(str, arguments)], check=True, capture_output=True, text=True
    ).stdout


def persons(folder, case):
    """The person of each photo's largest face, by path; nobody's faces are persons of their own."""
    wwww("index", folder, "--case", case)
    wwww("cluster", "--case", case)
    largest = {}
    for row in csv.DictReader(wwww("export", "faces", "--case", case).splitlines()):
        size = (int(row["right"]) - int(row["left"])) * (int(row["bottom"]) - int(row["top"]))
        if size > largest.get(row["path"], (0,))[0]:
            person = row["person"]
            largest[row["path"]] = (size, person if person not in ("", "-1") else row["path"])
    return {path: person for path, (_, person) in largest.items()}


def scores(truth, found):
    """Pairwise precision and recall, and BCubed F."""
    cells, people, groups = (collections.Counter() for _ in range(3))
    for path, person in truth.items():
        group = found.get(path, path)
        cells[person, group] += 1
        people[person] += 1
        groups[group] += 1
    pairs = lambda counter: sum(n * (n - 1) // 2 for n in counter.values())
    b_precision = sum(n * n / groups[g] for (_, g), n in cells.items()) / len(truth)
    b_recall = sum(n * n / people[p] for (p, _), n in cells.items()) / len(truth)
    return (
        pairs(cells) / pairs(groups) if pairs(groups) else 1, pairs(cells) / pairs(people),
        2 * b_precision * b_recall / (b_precision + b_recall))


def album(photos, strangers, work, name):
    """`photos`: the files of each person."""
    folder = work / name
    truth = {}
    for person, files in photos.items():
        for file in files:
            path = f"{person.replace('/', '-')}/{file.name}"
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(file.read_bytes())
            truth[path] = person
    for file in strangers:
        (folder / "strangers").mkdir(exist_ok=True)
        (folder / "strangers" / file.name).write_bytes(file.read_bytes())
    return scores(truth, persons(folder, work / f"{name}-case"))


def show(title, results):
    mean = lambda i: sum(result[i] for result in results) / len(results)
    worst = lambda i: min(result[i] for result in results)
    print(f"| {title} ({len(results)}) | {mean(0):.3f} / {mean(1):.3f} | {mean(2):.3f} | "
          f"{worst(0):.3f} | {worst(2):.3f} |", flush=True)


def labels(name):
    with open(options.data / name / "labels.csv", newline="") as file:
        return list(csv.DictReader(file))


def upper(hits, trials):
    z = 1.6449
    p = hits / trials
    return (p + z * z / (2 * trials) + z * ((p * (1 - p) + z * z / (4 * trials)) / trials) ** 0.5
            ) / (1 + z * z / trials)


with tempfile.TemporaryDirectory(dir=options.work) as work:
    work = pathlib.Path(work)
    lfw = {
        folder.name: sorted(folder.glob("*.jpg"))
        for folder in sorted((options.data / "lfw-half").iterdir()) if folder.is_dir()}
    many = [name for name, files in lfw.items() if len(files) >= 8]
    single = [name for name, files in lfw.items() if len(files) == 1]
    print("| albums (draws) | mean P / R | mean BCubed F | worst P | worst BCubed F |")
    print("|---|---|---|---|---|")
    alone, mixed = [], []
    for draw in range(options.draws):
        chosen = chance.sample(many, chance.choice([5, 7, 10]))
        if "Serena_Williams" in chosen and "Venus_Williams" in chosen:
            chosen.remove("Venus_Williams")
        photos = {name: chance.sample(lfw[name], min(12, len(lfw[name]))) for name in chosen}
        others = [lfw[name][0] for name in chance.sample(single, 60)]
        alone.append(album(photos, [], work, f"album-{draw}"))
        if draw % 3 == 0:
            mixed.append(album(photos, others, work, f"mixed-{draw}"))
    show("lfw-half, 5 to 10 people", alone)
    show("every third of them, with 60 strangers", mixed)
    kin = collections.defaultdict(list)
    for row in labels("kin-half"):
        kin[row["person"]].append(options.data / "kin-half" / row["path"])
    many = [name for name in sorted(kin) if len(kin[name]) >= 6]
    show("kin-half, 8 people", [
        album({name: kin[name] for name in chance.sample(many, 8)}, [], work, f"kin-{draw}")
        for draw in range(options.draws // 2)])
    families = collections.defaultdict(dict)
    for name, files in kin.items():
        families[name.split("/")[0]][name] = files
    show("kin-half, each family alone", [
        album(people, [], work, f"family-{name}") for name, people in sorted(families.items())])
    children = collections.defaultdict(list)
    for row in labels("kin-half"):
        if float(row["age_est"] or 99) < 13:
            children[row["person"]].append(options.data / "kin-half" / row["path"])
    show("kin-half, its children under 13 alone", [album(children, [], work, "children")])

    print()
    print("| pairs of different people | joined | of | rate | upper bound |")
    print("|---|---|---|---|---|")
    counts = collections.Counter()
    for name in ("kin-half", "profile-half"):
        rows = labels(name)
        found = persons(options.data / name / "img", work / name)
        for i, a in enumerate(rows):
            for b in rows[:i]:
                if a["person"] == b["person"]:
                    continue
                if name == "profile-half":
                    kind = "in profile-half"
                elif a["family"] == b["family"]:
                    kind = "members of one family"
                elif max(float(row["age_est"] or 99) for row in (a, b)) < 13:
                    kind = "children under 13, of two families"
                else:
                    kind = "all others"
                one, other = (found.get(row["path"].removeprefix("img/")) for row in (a, b))
                counts[kind] += 1
                counts[kind, "joined"] += one is not None and one == other
    for kind in ("children under 13, of two families", "members of one family",
                 "in profile-half", "all others"):
        joined, all_pairs = counts[kind, "joined"], counts[kind]
        print(f"| {kind} | {joined} | {all_pairs:,} | {joined / all_pairs:.6f} | "
              f"{upper(joined, all_pairs):.6f} |")
