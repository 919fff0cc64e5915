"""Writes a recipe by which SampleComposer composes event photos from labeled portraits.

    python recipe.py PORTRAITS FOLDER --photos 40000 --faces 60000 [--width 1080]

PORTRAITS holds a folder a person, with aligned portraits of 250 × 250 pixels, as Labeled Faces in
the Wild does. FOLDER gets `recipe.json` and a link to the portraits. Most photos show one person or
two, some a group, some nobody; sizes and shapes are those of photos on Instagram. With more faces
than portraits, a portrait stands in several photos.
"""
import argparse
import json
import pathlib
import random

parser = argparse.ArgumentParser()
parser.add_argument("portraits", type=pathlib.Path)
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--photos", type=int, default=40_000)
parser.add_argument("--faces", type=int, default=60_000)
parser.add_argument("--width", type=int, default=1080)
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()

chance = random.Random(options.seed)
# The portraits' head, from above the brows to below the lips as the composer wants it.
HEAD = {"top": 50, "right": 190, "bottom": 180, "left": 60}
# Square, portrait, landscape: height by width.
SHAPES = [(1, 45), (1.25, 35), (0.75, 20)]
SCENES = ["garden", "harbour", "hall", "stadium", "dinner", "press"]
PHOTOS_PER_EVENT = 100

people = {
    folder.name: sorted(path.relative_to(options.portraits) for path in folder.glob("*.jpg"))
    for folder in sorted(options.portraits.iterdir()) if folder.is_dir()
}
# Every portrait as often as every other one, in any order.
portraits = [(name, path) for name, paths in people.items() for path in paths]
order = []
while len(order) < options.faces:
    chance.shuffle(portraits)
    order += portraits
order = iter(order[: options.faces])


def sizes():
    """How many people each photo shows: as many faces in all as were asked for."""
    counts = [chance.choices([0, 1, 2, 3, 4, 6, 9], [18, 45, 20, 9, 5, 2, 1])[0]
              for _ in range(options.photos)]
    while (difference := options.faces - sum(counts)) != 0:
        place = chance.randrange(len(counts))
        change = 1 if difference > 0 else -1
        if 0 <= counts[place] + change <= 9:
            counts[place] += change
    return counts


def photo(number, count):
    shape = chance.choices([s for s, _ in SHAPES], [w for _, w in SHAPES])[0]
    width, height = options.width, round(options.width * shape)
    columns = max(1, min(count, 3 if count > 4 else count))
    rows = max(1, -(-count // columns))
    cell = (width // columns, int(height * 0.8) // rows)
    standing = []
    for i in range(count):
        name, path = next(order)
        largest = min(cell) * 0.95
        size = int(chance.uniform(0.45, 1) * largest)
        row, column = divmod(i, columns)
        standing.append({
            "person": name, "source": f"portraits/{path}", "head": HEAD, "size": size,
            "left": column * cell[0] + int(chance.uniform(0, cell[0] - size)),
            "top": int(0.03 * height) + row * cell[1] + int(chance.uniform(0, cell[1] - size)),
            "tilt": round(chance.uniform(-0.1, 0.1), 3),
        })
    day, minute = divmod(number // PHOTOS_PER_EVENT, 28)
    return {
        "file": f"IMG_{number:05}.jpg", "width": width, "height": height,
        "date": f"20{10 + day % 10}-{1 + day // 10 % 12:02}-{1 + minute:02}T"
                f"{10 + number % 10:02}:{number % 60:02}:00Z",
        "people": standing,
    }


photos = [photo(i, count) for i, count in enumerate(sizes())]
events = [
    {
        "folder": f"event-{first // PHOTOS_PER_EVENT:04}", "scene": chance.choice(SCENES),
        "latitude": round(chance.uniform(-50, 60), 4),
        "longitude": round(chance.uniform(-120, 140), 4), "camera": "Composer One",
        "photos": photos[first:first + PHOTOS_PER_EVENT],
    }
    for first in range(0, len(photos), PHOTOS_PER_EVENT)
]
options.folder.mkdir(parents=True, exist_ok=True)
link = options.folder / "portraits"
if not link.exists():
    link.symlink_to(options.portraits.resolve())
(options.folder / "recipe.json").write_text(
    json.dumps({"seed": options.seed, "events": events, "copies": []})
)
