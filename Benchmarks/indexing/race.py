"""Races `wwww index` against the Python tool's encoding script on the same photos, in one run.

    python race.py WWWW PARTS MODELS NAME=FOLDER... [--jobs 2]

FOLDER is what SampleComposer made: `photos` and `truth.csv`. PARTS is the IndexingBenchmark, which
times decoding, finding and encoding on one core. wwww is timed as a whole program, at its defaults:
loading, hashing, metadata and database are part of it. A face counts as found where a box has its
center within that of the truth, and a size between half and twice its own. Prints Markdown.
"""
import argparse
import csv
import json
import pathlib
import pickle
import subprocess
import sys
import tempfile

from measuring import run

parser = argparse.ArgumentParser()
parser.add_argument("wwww")
parser.add_argument("parts")
parser.add_argument("models")
parser.add_argument("sets", nargs="+")
parser.add_argument("--jobs", type=int, default=2)
options = parser.parse_args()
here = pathlib.Path(__file__).parent


def truth(folder):
    with open(folder / "truth.csv", newline="") as file:
        for row in csv.DictReader(file):
            yield row["path"], [int(row[side]) for side in ("left", "top", "right", "bottom")]


def recall(folder, found):
    """`found`: boxes (left, top, right, bottom) by path below `photos`."""
    faces = list(truth(folder))
    hits = sum(any(same(face, box) for box in found.get(path, [])) for path, face in faces)
    return hits / len(faces)


def same(face, box):
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    sizes = [((b[2] - b[0]) * (b[3] - b[1])) ** 0.5 for b in (box, face)]
    return (face[0] < x < face[2] and face[1] < y < face[3]
            and 0.5 < sizes[0] / sizes[1] < 2)


def theirs(photos, work):
    seconds, processor, peak = run(
        sys.executable, here / "encode_faces.py", photos, work / "encodings.pickle")
    found = {}
    for face in pickle.loads((work / "encodings.pickle").read_bytes()):
        top, right, bottom, left = face["loc"]
        path = str(pathlib.Path(face["imagePath"]).relative_to(photos))
        found.setdefault(path, []).append((left, top, right, bottom))
    return seconds, processor, peak, found


def ours(photos, work):
    measured = run(
        options.wwww, "index", photos, "--case", work / "case", "--jobs", options.jobs)
    table = subprocess.run(
        [options.wwww, "export", "faces", "--case", work / "case"], check=True,
        capture_output=True, text=True).stdout
    found = {}
    for row in csv.DictReader(table.splitlines()):
        found.setdefault(row["path"], []).append(
            tuple(int(row[side]) for side in ("left", "top", "right", "bottom")))
    return *measured, found


print("| photos | | photos/s | CPU s | peak memory | faces | recall | ratio |")
print("|---|---|---|---|---|---|---|---|")
parts_table = []
for entry in options.sets:
    name, _, folder = entry.partition("=")
    folder = pathlib.Path(folder)
    photos = folder / "photos"
    count = sum(path.is_file() for path in photos.rglob("*"))
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        mine = ours(photos, work)
        parts = json.loads(subprocess.run(
            [options.parts, options.models, photos], check=True, capture_output=True, text=True
        ).stdout)
        peer = theirs(photos, work)
    for title, (seconds, processor, peak, found) in (
        ("the Python tool's script", peer), (f"`wwww index`, {options.jobs} cores", mine)
    ):
        print(
            f"| {name} ({count}) | {title} | {count / seconds:.2f} | {processor:.1f} | "
            f"{peak / 1e6:.0f} MB | {sum(map(len, found.values()))} | "
            f"{recall(folder, found):.3f} | {peer[0] / seconds:.1f} |", flush=True)
    whole = parts["decoding"] + parts["detecting"] + parts["encoding"]
    floor = options.jobs * count / whole
    parts_table.append(
        f"| {name} | {1000 * parts['decoding'] / parts['megapixels']:.1f} | "
        f"{1000 * parts['detecting'] / parts['megapixels']:.1f} | "
        f"{1000 * parts['encoding'] / max(1, parts['faces']):.1f} | "
        f"{floor:.1f} | {count / mine[0] / floor:.0%} |")
print()
print("| photos | decoding, ms/MP | finding, ms/MP | encoding, ms/face | floor, photos/s | reached |")
print("|---|---|---|---|---|---|")
print("\n".join(parts_table))
