#!/usr/bin/env python3
"""Time and memory of each step against the number of faces.

    scale.py PROGRAM [--faces 100000,300000,1000000,3000000,5000000] [--folder DIR] [--steps import,cluster,…]

Faces are made up by generate.py, ten for each person on average. Each step is a call of the program; its
wall time, processor time and greatest resident memory are those that the kernel tells (wait4). Writes
results.json and scale.svg beside itself, one measurement for each step and size, and prints the table with
each step's exponent: the slope of log time over log faces between the two largest sizes.
"""
import argparse
import json
import math
import os
import pathlib
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
STEPS = ["import", "shards", "near-pairs", "import-neighbors", "cluster", "graphs", "measures"]


def measured(command, stdin=None, stdout=None):
    began = time.monotonic()
    process = subprocess.Popen(command, stdin=stdin, stdout=stdout or subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{command}: {os.waitstatus_to_exitcode(status)}")
    return {"wall": round(time.monotonic() - began, 2),
            "user": round(usage.ru_utime + usage.ru_stime, 2), "memory": usage.ru_maxrss * 1024}


def steps(program, folder, faces, wanted):
    case, documents = folder / "case", folder / "documents.ndjson"
    if not documents.exists():
        with open(documents, "wb") as out:
            subprocess.run(
                [sys.executable, HERE / "generate.py", str(faces), str(faces // 10)], stdout=out, check=True)
    if "import" in wanted:
        shutil.rmtree(case, ignore_errors=True)
        yield "import", measured([program, "import", documents, "--case", case])
    if "shards" in wanted:
        shutil.rmtree(folder / "shards", ignore_errors=True)
        yield "shards", measured([program, "shards", "--out", folder / "shards", "--case", case])
    if "near-pairs" in wanted:
        with open(folder / "shards/pairs.txt") as pairs, open(folder / "pairs", "wb") as out:
            yield "near-pairs", measured(
                [program, "near-pairs", "--shards", folder / "shards"], pairs, out)
    if "import-neighbors" in wanted:
        yield "import-neighbors", measured(
            [program, "import-neighbors", folder / "pairs", "--case", case])
    if "cluster" in wanted:
        yield "cluster", measured([program, "cluster", "--case", case])
    if "graphs" in wanted:
        yield "graphs", measured(
            [program, "graph", "export", "--out", folder / "people.graphml", "--force", "--case", case])
    if "measures" in wanted:
        yield "measures", measured([program, "graph", "stats", "--case", case])


def exponent(results, step, key):
    points = sorted((int(n), of[step][key]) for n, of in results.items() if step in of)
    points = [(n, value) for n, value in points if value > 0]
    if len(points) < 2:
        return None
    (a, x), (b, y) = points[-2:]
    return round(math.log(y / x) / math.log(b / a), 2)


def table(results):
    sizes = sorted(results, key=int)
    print("| step | " + " | ".join(f"{int(n):,}" for n in sizes) + " | exponent: wall, memory |")
    print("|---" * (len(sizes) + 2) + "|")
    for step in STEPS:
        cells = []
        for n in sizes:
            one = results[n].get(step)
            cells.append(
                f"{one['wall']:.1f} s / {one['user']:.1f} s / {one['memory'] / 1e9:.2f} GB" if one else "")
        if any(cells):
            print(f"| {step} | " + " | ".join(cells)
                  + f" | {exponent(results, step, 'wall')}, {exponent(results, step, 'memory')} |")


def plot(results, path):
    """Two diagrams side by side, both axes logarithmic."""
    colors = ["#1b6ca8", "#c23b22", "#2e8b57", "#8a5fbf", "#d08700", "#00838f", "#6d6d6d"]
    sizes = sorted(map(int, results))
    left, right = math.log10(sizes[0]) - .1, math.log10(sizes[-1]) + .1
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" width="900" height="420" font-family="sans-serif" '
             'font-size="12"><rect width="900" height="420" fill="white"/>']
    for number, (key, title, unit) in enumerate(
            [("wall", "seconds", 1), ("memory", "gigabytes", 1e9)]):
        values = [of[step][key] / unit for of in results.values() for step in of if of[step][key] > 0]
        low, high = math.log10(min(values)) - .1, math.log10(max(values)) + .1
        x0 = 60 + number * 440

        def x(n):
            return x0 + (math.log10(n) - left) / (right - left) * 280

        def y(value):
            return 360 - (math.log10(value) - low) / (high - low) * 310

        parts.append(f'<text x="{x0}" y="30" font-weight="bold">{title} against faces</text>')
        for power in range(math.ceil(low), math.floor(high) + 1):
            parts.append(f'<path d="M{x0} {y(10 ** power):.1f}h280" stroke="#ddd"/>'
                         f'<text x="{x0 - 6}" y="{y(10 ** power) + 4:.1f}" text-anchor="end">'
                         f'{10 ** power:g}</text>')
        for n in sizes:
            parts.append(f'<text x="{x(n):.1f}" y="380" text-anchor="middle">{n // 1000:,}k</text>')
        for step, color in zip(STEPS, colors):
            points = [(x(n), y(results[str(n)][step][key] / unit)) for n in sizes
                      if results[str(n)].get(step, {}).get(key, 0) > 0]
            if points:
                parts.append('<polyline fill="none" stroke-width="2" stroke="%s" points="%s"/>' % (
                    color, " ".join(f"{a:.1f},{b:.1f}" for a, b in points)))
                parts.append(f'<text x="{points[-1][0] + 6:.1f}" y="{points[-1][1] + 4:.1f}" '
                             f'fill="{color}">{step}</text>')
    path.write_text("\n".join(parts) + "\n</svg>\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--faces", default="100000,300000,1000000,3000000,5000000")
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("out/scale"))
    parser.add_argument("--steps", default=",".join(STEPS))
    arguments = parser.parse_args()
    kept = HERE / "results.json"
    results = json.loads(kept.read_text()) if kept.exists() else {}
    for faces in map(int, arguments.faces.split(",")):
        folder = arguments.folder / str(faces)
        folder.mkdir(parents=True, exist_ok=True)
        for step, figures in steps(
                arguments.program.resolve(), folder, faces, arguments.steps.split(",")):
            results.setdefault(str(faces), {})[step] = figures
            print(f"{faces:>9,} {step:17} {figures}", flush=True)
            kept.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n")
    table(results)
    plot(results, HERE / "scale.svg")


main()
