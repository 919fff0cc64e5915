"""Programs that work on one case, or one folder, at the same time."""
import os
import shutil
import sqlite3
import stat
import threading
import time

import photos
from program import ROOT, Wrong, emptied


def together(*actions):
    """Does several things at once; their errors count."""
    errors = []

    def guarded(action):
        try:
            action()
        except Exception as error:  # noqa: BLE001 - told below
            errors.append(error)
    threads = [threading.Thread(target=guarded, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def new_cases(wwww, settings):
    """Two programs make one case together."""
    first = photos.album(wwww.scratch / "race-a", 2)
    second = photos.album(wwww.scratch / "race-b", 3)
    case = wwww.scratch / "race-case"
    for _ in range(settings.races):
        shutil.rmtree(case, ignore_errors=True)
        together(*(lambda f=folder: wwww("index", f, "--case", case, statuses=(0,)) for folder in (first, second)))
        if wwww.ask(case, "SELECT count(*) FROM media_item") != [(3,)]:
            raise Wrong("photos were lost by two programs that index into a new case")
        if wwww.ask(case, "SELECT count(*) FROM media_file") != [(5,)]:
            raise Wrong("files were lost by two programs that index into a new case")
    return f"{settings.races} new cases made by two programs together: nothing lost"


def old_cases(wwww, settings):
    """Two programs bring a case of every earlier version up to date together."""
    fixtures = sorted((ROOT / "Tests" / "CaseStoreTests" / "Fixtures").glob("*.sql"))
    count = 0
    for fixture in fixtures:
        for _ in range(max(1, settings.races // 4)):
            case = emptied(wwww.scratch / "old-case")
            with sqlite3.connect(case / "case.sqlite") as database:
                database.executescript(fixture.read_text())
            database.close()
            together(lambda: wwww("people", "name", "0", "Zed", "--case", case, statuses=(0,)),
                     lambda: wwww("people", "--case", case, statuses=(0,)),
                     lambda: wwww("cluster", "--case", case, statuses=(0, 1)))
            if wwww.ask(case, "PRAGMA integrity_check") != [("ok",)]:
                raise Wrong(f"{fixture.name}: damaged by two programs that bring it up to date")
            count += 1
    return f"{count} old cases of {len(fixtures)} versions opened by three programs together"


def decisions(wwww, settings):
    """Decisions made while another program clusters hold."""
    case = wwww.scratch / "decided-case"
    for number in range(settings.races):
        shutil.rmtree(case, ignore_errors=True)
        shutil.copytree(settings.case, case)
        a, b = [row[0] for row in wwww.ask(
            case, "SELECT person_id FROM face_detection WHERE person_id IS NOT NULL "
            "GROUP BY 1 ORDER BY count(*) DESC LIMIT 2")]

        def merge():
            time.sleep(settings.rng.uniform(0, 0.4))
            wwww("people", "merge", a, b, "--allow-same-frame", "--case", case, statuses=(0,))
        together(lambda: wwww("cluster", "--allow-same-frame", "--case", case, statuses=(0,)), merge)
        left = wwww.ask(case, f"SELECT count(DISTINCT person_id) FROM face_detection WHERE person_id IN ({a}, {b})")
        if left != [(1,)]:
            raise Wrong(f"a merge made while another program clusters was undone (try {number + 1})")
    return f"{settings.races} merges made while another program clusters: all hold"


def clustering_while_indexing(wwww, settings):
    """Faces that are found anew while others are grouped go to nobody unseen."""
    case = wwww.scratch / "anew-case"
    folder = photos.album(wwww.scratch / "anew", 40)
    shutil.rmtree(case, ignore_errors=True)
    wwww("index", folder, "--case", case, statuses=(0,))
    for number in range(max(2, settings.races // 4)):
        encoder = ["dlib", "sface"][number % 2]
        together(lambda: wwww("index", folder, "--encoder", encoder, "--case", case, statuses=(0,)),
                 lambda: [wwww("cluster", "--case", case, statuses=(0, 1)) for _ in range(3)])
        stray = wwww.ask(case, "SELECT count(*) FROM appearance_record WHERE NOT EXISTS (SELECT 1 FROM "
                         "face_detection f WHERE f.media_id = appearance_record.media_id "
                         "AND f.person_id = appearance_record.person_id)")
        if stray != [(0,)]:
            raise Wrong(f"{stray[0][0]} appearances without faces after clustering beside indexing")
    wwww("index", folder, "--encoder", "sface", "--case", case, statuses=(0,))
    wwww("cluster", "--case", case, statuses=(0,))
    return f"{max(2, settings.races // 4)} clusterings beside an indexing that encodes anew: consistent"


def waiting(wwww, settings):
    """Who waits for a long writer is told for whom."""
    case = wwww.scratch / "waiting-case"
    shutil.rmtree(case, ignore_errors=True)
    shutil.copytree(settings.case, case)
    folder = photos.album(wwww.scratch / "waiting", 100)
    indexing = wwww.start("index", folder, "--case", case)
    while not wwww.ask(case, "SELECT 1 FROM run_record WHERE finished IS NULL"):
        time.sleep(0.05)
    second = wwww.start("index", folder, "--case", case)
    database = sqlite3.connect(case / "case.sqlite", isolation_level=None, timeout=30)
    database.execute("BEGIN IMMEDIATE")
    released = threading.Timer(4, lambda: None)
    released.start()
    decision = wwww.start("people", "name", "0", "Ada", "--case", case)
    released.join()
    database.execute("COMMIT")
    database.close()
    _, told = decision.communicate(timeout=60)
    _, second_told = second.communicate(timeout=300)
    indexing.communicate(timeout=300)
    if decision.returncode != 0 or b"another wwww is indexing this case since 20" not in told:
        raise Wrong(f"a decision that waits says {told!r}")
    if b"another wwww is indexing this case since 20" not in second_told or b"both go on" not in second_told:
        raise Wrong(f"a second indexing says {second_told!r}")
    return "who waits for a long writer is told for whom, and since when"


def changing_files(wwww, settings):
    """Files that become pipes, devices and links, vanish and grow while the folder is indexed."""
    folder = photos.album(wwww.scratch / "changing", 120)
    names = sorted(folder.iterdir())
    contents = {name: name.read_bytes() for name in names[::3]}
    stop = threading.Event()

    def meddle():
        while not stop.is_set():
            name = settings.rng.choice(list(contents))
            kind = settings.rng.randrange(5)
            name.unlink(missing_ok=True)
            if kind == 0:
                os.mkfifo(name)
            elif kind == 1:
                name.symlink_to(settings.rng.choice(["/dev/zero", "/dev/tty", "/proc/self/mem", "nowhere"]))
            elif kind == 2:
                name.write_bytes(contents[name][:settings.rng.randrange(5000)])
                with open(name, "ab") as file:
                    for _ in range(20):
                        file.write(contents[name])
            elif kind == 3:
                name.write_bytes(contents[name])
            time.sleep(0.001)
    case = wwww.scratch / "changing-case"
    rounds = max(3, settings.races // 5)
    for _ in range(rounds):
        shutil.rmtree(case, ignore_errors=True)
        stop.clear()
        meddler = threading.Thread(target=meddle)
        meddler.start()
        try:
            wwww("index", folder, "--case", case, statuses=(0, 2), seconds=180)
        finally:
            stop.set()
            meddler.join()
        untouched = [name for name in names if name not in contents]
        found = {row[0] for row in wwww.ask(case, "SELECT path FROM media_file")}
        if not {name.name for name in untouched} <= found:
            raise Wrong("files that nobody touched are missing")
    return f"{rounds} folders whose files become pipes, devices, links, and grow while they are read"
