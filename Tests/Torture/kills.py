"""Programs that are killed, again and again, and those that are told to stop."""
import os
import shutil
import signal
import time

import photos
from program import Wrong, children, computed, emptied, leftovers, lives


def kill_series(wwww, settings):
    """Every start that is killed a second after its models are loaded leaves more done than before."""
    folder = photos.album(wwww.scratch / "kills", 25 * settings.kills)
    case = wwww.scratch / "kills-case"
    shutil.rmtree(case, ignore_errors=True)
    done, starts, finished = 0, 0, False
    while starts < settings.kills and not finished:
        process = wwww.start("index", folder, "--case", case)
        starts += 1
        # The models are there when the first picture is decoded.
        while process.poll() is None and not children(process.pid):
            time.sleep(0.01)
        # A second in which it also got a second of computing, should the machine be busy.
        start, before = time.monotonic(), computed(process.pid)
        while process.poll() is None and (
                time.monotonic() - start < 1 or computed(process.pid) - before < 1):
            time.sleep(0.01)
        finished = process.poll() == 0
        if not finished:
            kids = children(process.pid)
            process.kill()
            process.communicate()
            time.sleep(0.3)
            if any(lives(kid) for kid in kids):
                raise Wrong("children outlive a program that was killed")
        now = wwww.ask(case, "SELECT count(*) FROM media_item")[0][0]
        if now <= done and not finished:
            raise Wrong(f"start {starts} left {now} photos done, the one before {done}")
        done = now
        if wwww.ask(case, "PRAGMA integrity_check") != [("ok",)]:
            raise Wrong("the case is damaged")
    wwww("people", "--case", case, statuses=(0,))
    if leftovers(wwww.temporary):
        raise Wrong(f"left behind: {leftovers(wwww.temporary)}")
    return f"{starts} kills a second after the models are loaded: each left more done ({done} photos)"


def kills_while_writing(wwww, settings):
    """`annotate`, `graph`, `sheet`, `run` killed at a random moment leave whole files or none, and the
    next start sweeps what was left."""
    case = settings.case
    out = wwww.scratch / "written"
    commands = [
        ("annotate", "--out", out), ("graph", "render", "--out", out / "g.pdf"),
        ("people", "sheet", "--out", out / "sheet.pdf"), ("graph", "export", "--out", out / "g.gexf"),
        ("run", photos.SAMPLES, "--out", out)]
    tries = 0
    for number in range(settings.kills):
        command = commands[number % len(commands)]
        emptied(out) if number % 10 == 0 else out.mkdir(exist_ok=True)
        process = wwww.start(*command, "--case", case)
        time.sleep(settings.rng.uniform(0.02, 1.2))
        kids = children(process.pid)
        process.kill()
        process.communicate()
        tries += 1
        time.sleep(0.3)
        if any(lives(kid) for kid in kids):
            raise Wrong(f"children outlive {command}")
        for path in out.rglob("*"):
            if path.is_file() and not path.name.startswith(".wwww-"):
                check_whole(path)
        # Only what was written for the case is replaced, and that is known even after a kill.
        wwww(*command, "--case", case, statuses=(0,))
        if leftovers(out, wwww.temporary):
            raise Wrong(f"{command} leaves {leftovers(out, wwww.temporary)}")
    return f"{tries} kills while writing: whole files or none, the next start writes all and sweeps"


def killed_purges(wwww, settings):
    """A purge that is killed is told of, and finished; what was to be forgotten is then gone."""
    case = wwww.scratch / "purged-case"
    tries = max(3, settings.kills // 6)
    for _ in range(tries):
        shutil.rmtree(case, ignore_errors=True)
        shutil.copytree(settings.case, case)
        wwww("people", "name", "0", "Forgotten Name", "--case", case, statuses=(0,))
        process = wwww.start("purge", "--person", "0", "--case", case)
        time.sleep(settings.rng.uniform(0.01, 0.4))
        process.kill()
        process.communicate()
        told = wwww("people", "--case", case, statuses=(0,))
        if "purge of this case was stopped" in told.errors:
            wwww("purge", "--finish", "--case", case, statuses=(0,))
        elif wwww.ask(case, "SELECT count(*) FROM person_record WHERE name = 'Forgotten Name'")[0][0]:
            wwww("purge", "--person", "0", "--case", case, statuses=(0,))
        if wwww.ask(case, "PRAGMA integrity_check") != [("ok",)]:
            raise Wrong("a purge that was killed damages the case")
        for file in case.iterdir():
            if b"Forgotten Name" in file.read_bytes():
                raise Wrong(f"a purge that was killed and finished leaves a name in {file.name}")
    return f"{tries} purges killed: told of, finished, nothing left of the name"


def check_whole(path):
    data = path.read_bytes()
    ends = {".pdf": b"%%EOF", ".gexf": b"</gexf>", ".graphml": b"</graphml>", ".svg": b"-->",
            ".jpg": b"\xff\xd9"}
    end = ends.get(path.suffix)
    if end and end not in data[-300:]:
        raise Wrong(f"{path} is cut")


def signals(wwww, settings):
    """SIGINT, SIGTERM and SIGHUP end every long command within a second, with one line."""
    folder = photos.album(wwww.scratch / "signals", 400)
    case, out = wwww.scratch / "signals-case", wwww.scratch / "signals-out"
    slowest, count = 0, 0
    for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        for command in (
                ("index", folder, "--case", case), ("run", folder, "--case", case, "--out", out),
                ("annotate", "--case", settings.case, "--out", out),
                ("people", "sheet", "--case", settings.case, "--out", out / "s.pdf", "--force"),
                ("graph", "render", "--case", settings.case, "--out", out / "g.png", "--force")):
            if command[0] in ("annotate", "people"):
                emptied(out)
            process = wwww.start(*command)
            time.sleep(settings.rng.uniform(0.1, 1.5))
            kids = children(process.pid)
            start = time.monotonic()
            process.send_signal(kind)
            _, errors = process.communicate(timeout=30)
            seconds = time.monotonic() - start
            if process.returncode in (0, 2):
                continue
            count += 1
            slowest = max(slowest, seconds)
            if seconds > 1 or process.returncode != 128 + kind:
                raise Wrong(f"{command} and {kind.name}: status {process.returncode} after {seconds:.1f} s")
            if errors != b"wwww: stopped; run again to go on\n":
                raise Wrong(f"{command} and {kind.name}: {errors!r}")
            time.sleep(0.1)
            if any(lives(kid) for kid in kids):
                raise Wrong(f"children outlive {command}")
            if leftovers(out, wwww.temporary):
                raise Wrong(f"{command} leaves {leftovers(out, wwww.temporary)}")
    return f"{count} signals: ended within {slowest:.2f} s, with one line, nothing left behind"
