"""Damaged pictures and videos of every format, each of which costs itself and nothing else."""
import shutil

import photos
from program import Wrong, emptied, leftovers


def damaged_files(wwww, settings):
    """Every damaged file is indexed, told to be damaged, or passed over; none is lost or stops the run."""
    whole = photos.formats(wwww.scratch / "formats")
    contents = [(path.suffix, path.read_bytes()) for path in whole]
    folder = wwww.scratch / "zoo"
    case = wwww.scratch / "zoo-case"
    done, failed, passed, slowest = 0, 0, 0, 0
    batch = 100
    for first in range(0, settings.files, batch):
        emptied(folder)
        for number in range(first, min(first + batch, settings.files)):
            ending, data = settings.rng.choice(contents)
            # Some lie about what they are.
            if settings.rng.random() < 0.1:
                ending = settings.rng.choice([".jpg", ".png", ".mp4", ".tif", ".txt", ""])
            (folder / f"{number:05}{ending}").write_bytes(photos.damaged(data, settings.rng))
        shutil.rmtree(case, ignore_errors=True)
        shutil.copy(photos.samples()[0], folder / "whole.jpg")
        outcome = wwww("index", folder, "--case", case, statuses=(0, 2), seconds=900)
        slowest = max(slowest, outcome.seconds / len(list(folder.iterdir())))
        media = {row[0] for row in wwww.ask(case, "SELECT path FROM media_file")}
        failures = {row[0] for row in wwww.ask(case, "SELECT path FROM failure_record")}
        others = {row[0] for row in wwww.ask(case, "SELECT path FROM passed_over_file")}
        lost = {path.name for path in folder.iterdir()} - media - failures - others
        if lost:
            raise Wrong(f"neither indexed nor told of: {sorted(lost)[:5]}")
        if "whole.jpg" not in media:
            raise Wrong("a whole photo among damaged ones is not indexed")
        for line in outcome.lines:
            if not line.startswith("wwww: "):
                raise Wrong(f"a line of a library reaches the terminal: {line!r}")
        done, failed, passed = done + len(media) - 1, failed + len(failures - media), passed + len(others)
    if leftovers(wwww.temporary):
        raise Wrong(f"left behind: {leftovers(wwww.temporary)}")
    return (f"{settings.files} damaged files of {len(whole)} formats: {done} read, {failed} told to be damaged, "
            f"{passed} of kinds not read; no crash, {slowest:.2f} s a file at most")
