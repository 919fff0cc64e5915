"""Encodes and compares on a small cluster of this machine's own, and sees to it that the result is that of
one program, byte for byte; then once more while filters and workers die.

    python test.py PROGRAM PHOTOS
"""
import filecmp
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time

import pyspark

HERE = pathlib.Path(__file__).resolve().parent
HOME = pathlib.Path(pyspark.__file__).resolve().parent
PROGRAM, PHOTOS = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
ENVIRONMENT = dict(
    os.environ, SPARK_HOME=str(HOME), SPARK_LOCAL_IP="127.0.0.1", OPENBLAS_CORETYPE="Haswell",
    SPARK_NO_DAEMONIZE="1", PYTHONHASHSEED="0")
BEGAN = time.monotonic()


def say(text):
    print(f"spark: {time.monotonic() - BEGAN:5.0f} s  {text}", flush=True)


def wwww(*arguments, status=(0,), **options):
    done = subprocess.run(
        [PROGRAM, *map(str, arguments)], env=ENVIRONMENT, capture_output=True, **options)
    if done.returncode not in status:
        sys.exit(f"wwww {' '.join(map(str, arguments))}: {done.returncode}\n{done.stderr.decode()}")
    return done


class Cluster:
    """A master and two workers on 127.0.0.1, each worker with one core."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.master = self.start(
            "master.Master", "--host", "127.0.0.1", "--port", self.port, "--webui-port", 0)
        self.wait("master.Master", "I have been elected leader")
        self.workers = [self.worker(i) for i in range(2)]
        for i in range(2):
            self.wait(f"worker.Worker{i}", "Successfully registered with master")

    def worker(self, i):
        return self.start(
            "worker.Worker", "--host", "127.0.0.1", "--cores", 1, "--memory", "700m",
            "--webui-port", 0, "--work-dir", self.folder / f"work{i}", self.url, name=f"worker.Worker{i}")

    @property
    def url(self):
        return f"spark://127.0.0.1:{self.port}"

    def start(self, main, *arguments, name=None):
        log = open(self.folder / f"{name or main}.log", "wb")
        return subprocess.Popen(
            [HOME / "bin/spark-class", f"org.apache.spark.deploy.{main}", *map(str, arguments)],
            env=ENVIRONMENT, stdout=log, stderr=log, start_new_session=True)

    def wait(self, name, text):
        for _ in range(600):
            if text in (self.folder / f"{name}.log").read_text(errors="replace"):
                return
            time.sleep(.1)
        sys.exit(f"the cluster does not start:\n{(self.folder / f'{name}.log').read_text()}")

    def stop(self):
        for process in [*self.workers, self.master]:
            kill(process)

    def sql(self, file, settings=(), **variables):
        """Runs one of the SQL files."""
        command = [
            HOME / "bin/spark-sql", "--master", self.url, "--driver-memory", "700m",
            "--conf", "spark.driver.host=127.0.0.1", "--conf", "spark.driver.bindAddress=127.0.0.1",
            "--conf", "spark.sql.catalogImplementation=in-memory",
            "--conf", "spark.executor.memory=600m", "--conf", "spark.executor.cores=1",
            "--conf", f"spark.sql.warehouse.dir={self.folder / 'warehouse'}",
            "--conf", "spark.ui.enabled=false"]
        for setting in settings:
            command += ["--conf", setting]
        for name, value in variables.items():
            command += ["--hivevar", f"{name}={value}"]
        return subprocess.Popen(
            [*map(str, command), "-f", str(HERE / file)], cwd=self.folder, env=ENVIRONMENT,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def kill(process):
    """Kills a process and all that it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def finish(job):
    output = job.communicate()[0].decode(errors="replace")
    if job.returncode:
        sys.exit(f"spark-sql: {job.returncode}\n{output[-8000:]}")
    return output


def dump(case):
    """All tables, but for runs and actions and their times."""
    database = sqlite3.connect(f"file:{case}/case.sqlite?mode=ro", uri=True)
    names = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE 'run_%' AND name NOT LIKE 'custody_%' ORDER BY name").fetchall()
    return [
        (name, row) for (name,) in names
        for row in sorted(map(repr, database.execute(
            f'SELECT {"sha256, run_id" if name == "first_seen" else "*"} FROM "{name}"')))]


def compare(expected, found):
    """Both folders hold the same files; run.json tells times."""
    def files(folder):
        return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    names = files(expected)
    if names != files(found):
        sys.exit(f"other files were written: {names ^ files(found)}")
    unlike = [
        str(name) for name in sorted(names)
        if name.name != "run.json" and not filecmp.cmp(expected / name, found / name, shallow=False)]
    if unlike:
        sys.exit(f"{len(unlike)} files differ: {', '.join(unlike[:10])}")
    return len(names)


def script(path, text):
    path.write_text("#!/bin/bash\n" + text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def complete(folder, cluster, expected, photos, program, settings=(), meanwhile=lambda job: None):
    """From the photos to all exports, by way of the cluster."""
    folder.mkdir()
    case = folder / "case"
    lines = wwww("encode", "--list", photos).stdout
    (folder / "list.ndjson").write_bytes(lines)
    job = cluster.sql(
        "encode.sql", settings, list=folder / "list.ndjson", out=folder / "documents",
        program=program, tasks=8)
    meanwhile(job)
    finish(job)
    say(f"{len(lines.splitlines())} files are encoded")
    wwww("import", folder / "documents", "--case", case, status=(0, 2))
    if dump(case) != expected["dump"]:
        sys.exit("the case is not that of `wwww index`")
    wwww("shards", "--out", folder / "shards", "--block", 100, "--case", case)
    job = cluster.sql(
        "near-pairs.sql", settings, shards=folder / "shards", out=folder / "pairs", program=program,
        tasks=4)
    finish(job)
    print(wwww("import-neighbors", folder / "pairs", "--case", case).stdout.decode(), end="")
    wwww("cluster", "--case", case)
    wwww("run", photos, "--out", folder / "out", "--case", case, status=(0, 2))
    count = compare(expected["out"], folder / "out")
    say(f"pairs are found, and {count} files are equal to those of one machine")


def refused(what, *arguments):
    done = wwww(*arguments, status=(1,))
    print(f"       refused: {done.stderr.decode().strip()[:150]}")
    return done


def main(folder):
    photos = folder / "photos"
    shutil.copytree(PHOTOS, photos)
    first = next(path for path in sorted(photos.rglob("*.jpg")))
    (photos / "cut.jpg").write_bytes(first.read_bytes()[:3000])
    (photos / "note.txt").write_text("no picture")
    with open(os.fsencode(photos) + b"/\xff name\t\n.jpg", "wb") as file:
        file.write(first.read_bytes())
    wwww("index", photos, "--case", folder / "indexed", status=(0, 2))
    expected = {"dump": dump(folder / "indexed"), "out": folder / "out"}
    wwww("run", photos, "--out", folder / "out", "--case", folder / "indexed", status=(0, 2))
    say("one machine is done")

    cluster = Cluster(folder)
    try:
        say("a master and two workers are up")
        complete(folder / "calm", cluster, expected, photos, PROGRAM)

        # A filter dies halfway, once; a worker is killed while it encodes; slow tasks are tried twice.
        state = folder / "state"
        state.mkdir()
        flaky = script(folder / "flaky", f"""
touch {state}/begun
if mkdir {state}/slow 2>/dev/null; then sleep 20; fi
if mkdir {state}/dead 2>/dev/null; then head -n 2 | {PROGRAM} "$@"; kill -9 $$; fi
exec {PROGRAM} "$@"
""")

        def meanwhile(job):
            while not (state / "dead").exists() and job.poll() is None:
                time.sleep(.05)
            kill(cluster.workers[0])
            cluster.workers[0] = cluster.worker(0)
            say("a filter and a worker were killed")

        complete(
            folder / "rough", cluster, expected, photos, flaky, (
                "spark.speculation=true", "spark.speculation.interval=100ms",
                "spark.speculation.multiplier=1.1", "spark.speculation.quantile=0.3",
                "spark.speculation.minTaskRuntime=500ms"), meanwhile)

        # A filter that always dies fails the job, and what it left is refused.
        parts = sorted((folder / "calm/documents").glob("part-*"))
        shutil.copy(parts[0], folder / "calm/documents/part-copy")
        wwww("import", folder / "calm/documents", "--case", folder / "twice", status=(0, 2))
        if dump(folder / "twice") != expected["dump"]:
            sys.exit("a document that is there twice makes a difference")
        full = max(parts, key=lambda path: path.stat().st_size)
        full.write_bytes(full.read_bytes()[:-100])
        refused("half a file", "import", folder / "calm/documents", "--case", folder / "none")
        pairs = sorted((folder / "calm/pairs").glob("part-*"), key=lambda path: path.stat().st_size)
        case = folder / "calm/case"
        shutil.copy(pairs[-1], folder / "calm/pairs/part-copy")
        refused("a block twice", "import-neighbors", folder / "calm/pairs", "--case", case)
        (folder / "calm/pairs/part-copy").unlink()
        pairs[-1].unlink()
        refused("a missing block", "import-neighbors", folder / "calm/pairs", "--case", case)
    finally:
        cluster.stop()
    say("all is equal")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="wwww-spark-") as folder:
        main(pathlib.Path(folder))
