"""The original article's job: photos of 1080 pixels through `wwww run`, by step.

    python article.py WWWW FOLDER [--jobs 2]

FOLDER is what SampleComposer made. Prints Markdown, with the time that 40,000 photos would take:
indexing, annotating and copying grow with the photos; clustering grows faster, so its part of a
smaller job says little.
"""
import argparse
import json
import pathlib
import tempfile

from measuring import run

parser = argparse.ArgumentParser()
parser.add_argument("wwww")
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--jobs", type=int, default=2)
options = parser.parse_args()

photos = options.folder / "photos"
count = sum(path.is_file() for path in photos.rglob("*"))
with tempfile.TemporaryDirectory(dir=options.folder) as work:
    work = pathlib.Path(work)
    seconds, processor, peak = run(
        options.wwww, "run", photos, "--case", work / "case", "--out", work / "out",
        "--jobs", options.jobs)
    report = json.loads((work / "out/run.json").read_text())
counts, steps = report["counts"], report["timings"]
print(f"{count} photos, {counts['faces']} faces, {counts['persons']} persons found; "
      f"{options.jobs} cores, {seconds:.0f} s, {processor:.0f} s of processor time, "
      f"at most {peak / 1e6:.0f} MB")
print()
print("| step | seconds | photos/s | of indexing | for 40,000 photos, in proportion |")
print("|---|---|---|---|---|")
for step, time in [*sorted(steps.items(), key=lambda s: -s[1]), ("all", seconds)]:
    print(f"| {step} | {time:.1f} | {count / max(time, 1e-3):.0f} | {time / steps['index']:.0%} | "
          f"{time * 40_000 / count / 60:.1f} min |")
