"""Tries to break the built program: kills, signals, races, full disks, link farms, damaged files.

    python3 Tests/Torture [--seed N] [--scale X] [--only WORD] [--keep]

Takes minutes; the same seed tries the same things. Every trial says in a line what held, or raises.
"""
import argparse
import json
import pathlib
import random
import shutil
import sys
import tempfile
import time

import disks
import graphs
import imports
import kills
import links
import photos
import races
import zoo
from program import ROOT, Program, Wrong

TRIALS = [
    kills.signals, kills.kill_series, kills.kills_while_writing, kills.killed_purges,
    races.new_cases, races.old_cases, races.decisions, races.clustering_while_indexing, races.waiting,
    races.changing_files, disks.full, links.farms, links.writing,
    imports.queries, imports.faces, imports.tables, graphs.readers, zoo.damaged_files,
]


class Settings:
    """How much is tried."""

    def __init__(self, scale, rng):
        self.rng = rng
        self.kills = max(5, int(60 * scale))
        self.races = max(3, int(20 * scale))
        self.files = max(50, int(600 * scale))
        self.graphs = max(100, int(3000 * scale))
        self.imports = max(60, int(600 * scale))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / ".build" / "release" / "wwww")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1, help="how many tries, as a multiple")
    parser.add_argument("--only", default="", help="trials whose name contains this")
    parser.add_argument("--keep", action="store_true", help="keep the folder it worked in")
    options = parser.parse_args()
    if not options.program.exists() or not photos.SAMPLES.exists():
        sys.exit("torture: needs the built program, models and samples; make torture sees to all")
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="torture-"))
    wwww = Program(options.program, scratch)
    before = photos.fingerprint(photos.SAMPLES)
    failed = []
    settings = Settings(options.scale, random.Random(options.seed))
    settings.case = scratch / "case"
    wwww("index", photos.SAMPLES, "--case", settings.case, statuses=(0,))
    wwww("cluster", "--case", settings.case, statuses=(0,))
    settings.video = next(path for path in photos.formats(scratch / "formats") if path.suffix == ".mp4")
    settings.faces = scratch / "faces.ndjson"
    settings.faces.write_text("".join(
        json.dumps(imports.document(settings.rng)) + "\n" for _ in range(500)))
    for trial in TRIALS:
        name = f"{trial.__module__}.{trial.__name__}"
        if options.only not in name:
            continue
        # Each trial has numbers of its own, so that one alone does what it does among all.
        settings.rng = random.Random(f"{options.seed} {name}")
        start = time.monotonic()
        try:
            said = trial(wwww, settings)
            print(f"held    {said} ({time.monotonic() - start:.0f} s)", flush=True)
        except Wrong as wrong:
            failed.append(name)
            print(f"BROKEN  {name}: {wrong}", flush=True)
    if photos.fingerprint(photos.SAMPLES) != before:
        failed.append("originals")
        print("BROKEN  originals have changed")
    else:
        print(f"held    {len(before)} originals: the same bytes, files and times as before")
    if options.keep or failed:
        print(f"worked in {scratch}")
    else:
        shutil.rmtree(scratch, ignore_errors=True)
    sys.exit(bool(failed))


main()
