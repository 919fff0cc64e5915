"""Folders of links, and writing among originals by every way that leads to them."""
import os
import shutil

import photos
from program import Wrong, emptied


def farms(wwww, settings):
    """Links to links, to parents, to the system's folders, and doubled links list in finite time."""
    folder = emptied(wwww.scratch / "farm")
    for level in range(22):
        (folder / str(level)).mkdir()
        for name in ("a", "b"):
            (folder / str(level) / name).symlink_to(f"../{level + 1}")
    (folder / "22").mkdir()
    shutil.copy(photos.samples()[0], folder / "22" / "photo.jpg")
    for name, target in [("self", "."), ("up", ".."), ("proc", "/proc/self"), ("sys", "/sys"), ("dev", "/dev"),
                         ("loop", "loop"), ("root", "/proc/1/root"), ("long", "x" * 200)]:
        (folder / name).symlink_to(target)
    deep = folder
    for _ in range(150):
        deep = deep / "d"
        deep.mkdir()
    for number in range(2000):
        (folder / f"again-{number}").symlink_to("22/photo.jpg")
    (folder / "up").unlink()
    case = wwww.scratch / "farm-case"
    shutil.rmtree(case, ignore_errors=True)
    outcome = wwww("index", folder, "--case", case, statuses=(0, 2), seconds=60)
    if wwww.ask(case, "SELECT count(*) FROM media_item") != [(1,)]:
        raise Wrong("a farm of links to one photo holds another number of photos")
    return f"a farm of links (2^22 ways, /proc, 150 levels, 2000 names of a photo): {outcome.seconds:.1f} s"


def writing(wwww, settings):
    """Every option that writes, aimed at originals by links, hard links and odd paths, with --force and
    without: no original changes."""
    folder = emptied(wwww.scratch / "originals")
    originals = photos.album(folder / "photos", 4)
    (originals / "sub").mkdir()
    shutil.copy(photos.samples()[1], originals / "sub" / "b.jpg")
    case = folder / "case"
    wwww("index", originals, "--case", case, statuses=(0,))
    wwww("cluster", "--case", case, statuses=(0,))
    out = emptied(folder / "out")
    (out / "annotated").symlink_to(originals)
    (out / "photos").symlink_to(originals)
    (folder / "elsewhere").symlink_to("photos")
    (folder / "linked.jpg").symlink_to("photos/00000.jpg")
    os.link(originals / "00000.jpg", folder / "hard.jpg")
    before = photos.fingerprint(originals)
    untouched = folder / "untouched"
    shutil.copytree(originals, untouched)
    files = ["photos/00000.jpg", "photos/sub/b.jpg", "linked.jpg", "hard.jpg", "elsewhere/00001.jpg",
             "out/annotated/00002.jpg", "photos/sub/../00003.jpg", "case/case.sqlite", "out/photos/sub/b.jpg"]
    folders = ["photos", ".", "photos/sub", "elsewhere", "out", "out/photos", "photos/..", "case"]
    writers = [
        (("graph", "export", "--format", "gexf"), "--out", files),
        (("graph", "export", "--format", "gephi-csv"), "--out", files),
        (("graph", "render", "--format", "svg"), "--out", files), (("export", "faces"), "--out", files),
        (("export", "people"), "--out", files), (("export", "faces", "--vectors"), "--out", files),
        (("epsilon",), "--csv", files), (("epsilon",), "--svg", files),
        (("people", "sheet", "--format", "png"), "--out", files),
        (("search", originals / "00000.jpg"), "--sheet", files), (("custody", "stamp"), "--out", files),
        (("custody", "export"), "--out", folders),
        (("annotate",), "--out", folders), (("frames", settings.video), "--out", folders),
        (("run", originals), "--out", folders)]
    count = 0
    for command, option, places in writers:
        for place in places:
            for force in ([], ["--force"]):
                wwww(*command, option, place, *force, "--case", case, folder=folder)
                # Copies in new folders of the same name are no originals.
                now = photos.fingerprint(originals)
                if any(now.get(name) != was for name, was in before.items() if was[0]):
                    raise Wrong(f"{command} {option} {place} {force} changed an original")
                count += 1
    wwww("people", "--case", case, statuses=(0,))
    # What was written is no evidence, wherever it lies and whatever the case.
    copies = emptied(folder / "copies")
    wwww("annotate", "--out", copies, "--case", case, statuses=(0,))
    wwww("graph", "render", "--out", copies / "g.png", "--case", case, statuses=(0,))
    wwww("people", "sheet", "--out", copies / "s.png", "--case", case, statuses=(0,))
    moved = folder / "moved"
    shutil.copytree(copies, moved)
    other = folder / "other-case"
    outcome = wwww("index", moved, untouched, "--case", other, statuses=(0,))
    if wwww.ask(other, "SELECT count(*) FROM media_item") != [(5,)] or "no evidence" not in outcome.errors:
        raise Wrong(f"copies are taken for evidence: {outcome.errors}")
    return f"{count} ways to write among originals: none changed; copies are no evidence anywhere"
