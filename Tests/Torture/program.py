"""The built program, run as a user runs it, and what must be so of every run."""
import os
import pathlib
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Controls, C1 and overrides of direction: what would act on a terminal.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Wrong(Exception):
    """Something that must never be."""


class Outcome:
    def __init__(self, arguments, status, output, errors, seconds):
        self.arguments, self.status, self.seconds = arguments, status, seconds
        self.output, self.errors = output, errors

    def __str__(self):
        return f"wwww {' '.join(self.arguments)}: status {self.status}, {self.seconds:.1f} s\n{self.errors[-2000:]}"

    @property
    def lines(self):
        return [line for line in self.errors.split("\n") if line]


class Program:
    def __init__(self, path, scratch):
        self.path, self.scratch = str(path), pathlib.Path(scratch)
        self.temporary = self.scratch / "tmp"
        self.temporary.mkdir(parents=True, exist_ok=True)

    def start(self, *arguments, folder=None, temporary=None, **options):
        return subprocess.Popen(
            [self.path, *map(str, arguments)], cwd=folder or self.scratch, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.scratch), "USER": "torture",
                 "SWIFT_BACKTRACE": "interactive=no,color=no,cache=no,limit=8,threads=crashed,images=none,registers=none", "WWWW_MODELS": str(ROOT / "models"), "TMPDIR": str(temporary or self.temporary)},
            **options)

    def __call__(self, *arguments, folder=None, seconds=120, statuses=(0, 1, 2, 64), memory=None,
                 temporary=None):
        """Runs to the end: in time, without a crash, and without raw control characters."""
        def limit():
            if memory:
                resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        start = time.monotonic()
        process = self.start(*arguments, folder=folder, temporary=temporary,
                             preexec_fn=limit if memory else None)
        try:
            output, errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise Wrong(f"wwww {' '.join(map(str, arguments))}: hangs ({seconds} s)")
        outcome = Outcome([str(a) for a in arguments], process.returncode,
                          output.decode(errors="replace"), errors.decode(errors="replace"),
                          time.monotonic() - start)
        if outcome.status not in statuses:
            raise Wrong(str(outcome))
        if UNSAFE.search(outcome.errors):
            raise Wrong(f"raw control characters: {outcome.errors!r}")
        return outcome

    def ask(self, case, sql):
        """The rows of an answer, read past the program."""
        with sqlite3.connect(f"file:{case}/case.sqlite?mode=ro", uri=True, timeout=30) as database:
            return database.execute(sql).fetchall()


def children(process):
    """The numbers of the child processes that live."""
    found = []
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            fields = pathlib.Path(f"/proc/{name}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == process and fields[0] != "Z":
            found.append(int(name))
    return found


def computed(process):
    """The seconds that a process has computed."""
    try:
        fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 1e9
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def lives(process):
    try:
        state = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def emptied(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def leftovers(*folders):
    """Temporary files and folders of the program below some folders."""
    return [str(path) for folder in folders for path in pathlib.Path(folder).rglob("*")
            if path.name.startswith((".wwww-", "wwww-")) and path.name != "wwww-case"]
