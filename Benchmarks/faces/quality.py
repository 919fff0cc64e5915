"""Whether quality tells which faces go wrong: photos made smaller and blurred by chance.

    python quality.py PATH/TO/wwww PORTRAITS [--work FOLDER]

PORTRAITS holds a folder a person, as Labeled Faces in the Wild does. Up to six photos of each person
with several are taken as they are, at 60, 40, 28 or 20 % of their size, and in focus or blurred, and
indexed. Two photos of one person are an error where their faces are farther apart than the default
joins two single faces (a squared distance of 1.157), two of different people where they are nearer.
Printed is how many of these errors are gone when the worst tenth of the faces is left out, by each
part of quality. Needs numpy and Pillow.
"""
import argparse
import pathlib
import random
import sqlite3
import subprocess
import tempfile

import numpy as np
from PIL import Image, ImageFilter

parser = argparse.ArgumentParser()
parser.add_argument("executable")
parser.add_argument("portraits", type=pathlib.Path)
parser.add_argument("--work", type=pathlib.Path)
options = parser.parse_args()
LARGEST = 1.157

chance = random.Random(4)
with tempfile.TemporaryDirectory(dir=options.work) as work:
    work = pathlib.Path(work)
    for person in sorted(path for path in options.portraits.iterdir() if path.is_dir()):
        photos = sorted(person.glob("*.jpg"))
        if len(photos) < 2:
            continue
        (work / "photos" / person.name).mkdir(parents=True)
        for photo in chance.sample(photos, min(len(photos), 6)):
            picture = Image.open(photo)
            scale = chance.choice([1, 1, 1, 0.6, 0.4, 0.28, 0.2])
            blur = chance.choice([0, 0, 0, 0.8, 1.6])
            picture = picture.resize([int(side * scale) for side in picture.size], Image.LANCZOS)
            if blur:
                picture = picture.filter(ImageFilter.GaussianBlur(blur))
            picture.save(work / "photos" / person.name / photo.name, quality=88)
    subprocess.run(
        [options.executable, "index", work / "photos", "--case", work / "case"], check=True,
        stdout=subprocess.DEVNULL)
    rows = sqlite3.connect(work / "case/case.sqlite").execute("""
        SELECT path, embedding, quality, size_quality, sharpness_quality, pose_quality, score,
          abs(left_edge + right_edge - width) + abs(top_edge + bottom_edge - height) AS off
        FROM face_detection JOIN media_item ON media_item.id = media_id
          JOIN media_file USING (media_id)
        ORDER BY path, off""").fetchall()

# The face nearest to the center is the labeled one.
labeled = {row[0]: row for row in reversed(rows)}.values()
people = np.array([row[0].split("/")[0] for row in labeled])
vectors = np.stack([np.frombuffer(row[1], np.float32) for row in labeled]).astype(float)
squared = 2 - 2 * vectors @ vectors.T
first, second = np.triu_indices(len(people), 1)
same = people[first] == people[second]
far = squared[first, second] > LARGEST
missed, mixed = far & same, ~far & ~same

print(f"{len(people)} faces; missed pairs {missed.sum()} of {same.sum()}, "
      f"mixed pairs {mixed.sum()} of {(~same).sum()}")
print()
print("| worst tenth by | missed pairs gone | mixed pairs gone | errors gone | missed rate |")
print("|---|---|---|---|---|")
for i, name in enumerate(
    ["**quality**", "size", "sharpness", "pose", "detector's score"], start=2
):
    values = np.array([row[i] for row in labeled], float)
    kept = values > np.quantile(values, 0.1)
    both = kept[first] & kept[second]
    gone = lambda errors: 1 - errors[both].sum() / errors.sum()
    print(f"| {name} | {gone(missed):.0%} | {gone(mixed):.0%} | {gone(missed | mixed):.0%} | "
          f"{missed.sum() / same.sum():.3f} → {missed[both].sum() / same[both].sum():.3f} |")
