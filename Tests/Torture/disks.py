"""Disks that are full: on a small file system in memory, which root can mount."""
import contextlib
import os
import shutil
import subprocess

import photos
from program import Wrong, emptied, leftovers


@contextlib.contextmanager
def small_disk(folder, kilobytes):
    emptied(folder)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(folder):
    """Takes all room there is."""
    filler = folder / "filler"
    with contextlib.suppress(OSError), open(filler, "wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    return filler


def full(wwww, settings):
    """Every command that writes names the full disk and what was not written, once."""
    if os.geteuid() != 0:
        return "full disks: not tried (only root can mount one)"
    disk = wwww.scratch / "disk"
    case = wwww.scratch / "disk-case"
    count = 0

    def told(outcome, what):
        full = [line for line in outcome.lines if "disk" in line and "full" in line]
        if outcome.status not in (1, 2) or len(full) != 1:
            raise Wrong(f"a full disk is told {len(full)} times: {outcome}")
        if what not in full[0]:
            raise Wrong(f"not told what was not written ({what}): {full[0]}")

    shutil.rmtree(case, ignore_errors=True)
    shutil.copytree(settings.case, case)
    for what, command in [
            ("disk", ("annotate", "--out", disk / "copies")),
            ("g.gexf", ("graph", "export", "--out", disk / "g.gexf")),
            ("g.svg", ("graph", "render", "--out", disk / "g.svg")),
            ("g.pdf", ("graph", "render", "--out", disk / "g.pdf")),
            ("sheet.pdf", ("people", "sheet", "--out", disk / "sheet.pdf")),
            ("faces.csv", ("export", "faces", "--out", disk / "faces.csv")),
            ("faces.ndjson", ("export", "faces", "--vectors", "--out", disk / "faces.ndjson")),
            ("curve.csv", ("epsilon", "--csv", disk / "curve.csv")),
            ("curve.svg", ("epsilon", "--svg", disk / "curve.svg")),
            ("frames", ("frames", settings.video, "--every", "1", "--out", disk / "frames")),
            ("disk", ("run", photos.SAMPLES, "--out", disk / "results")),
            ("disk", ("custody", "export", "--out", disk / "bag")),
            ("r.tsq", ("custody", "stamp", "--out", disk / "r.tsq")),
            ("m.pdf", ("search", photos.samples()[0], "--sheet", disk / "m.pdf"))]:
        with small_disk(disk, 16):
            fill(disk)
            outcome = wwww(*command, "--case", case)
            told(outcome, what)
            if leftovers(disk):
                raise Wrong(f"a full disk keeps {leftovers(disk)}")
            if "results in" in outcome.output and not any(disk.rglob("*.csv")):
                raise Wrong(f"promises what is not there: {outcome.output}")
            count += 1
    for what, kilobytes, command in [
            ("case", 100, ("index", photos.SAMPLES)), ("case", 400, ("index", photos.SAMPLES)),
            ("case", 250, ("import", settings.faces)), ("case", 100, ("import", settings.faces))]:
        with small_disk(disk, kilobytes):
            outcome = wwww(*command, "--case", disk / "case")
            told(outcome, what)
            count += 1
    # The case fits, what is derived from it does not.
    size = sum(file.stat().st_size for file in case.iterdir()) // 1024
    for command in [("cluster",), ("people", "name", "0", "x" * 150)]:
        with small_disk(disk, size + 24):
            shutil.copytree(case, disk / "case")
            filler = fill(disk)
            outcome = wwww(*command, "--case", disk / "case")
            told(outcome, "case")
            # With room again, all goes on.
            filler.unlink()
            wwww("people", "--case", disk / "case", statuses=(0,))
            count += 1
    # No room for temporary files.
    with small_disk(disk, 4):
        outcome = wwww("graph", "render", "--out", wwww.scratch / "r.svg", "--case", case, temporary=disk)
        told(outcome, "")
        count += 1
    outcome = wwww("export", "people", "--out", "/dev/full", "--case", case)
    if outcome.status == 0:
        raise Wrong("/dev/full is taken for a file")
    return f"{count} full disks: each named once with what was not written, nothing half-written left"
