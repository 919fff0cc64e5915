"""Runs a program and measures it: the clock, the processor, and the memory of all its processes."""
import os
import pathlib
import subprocess
import threading
import time


def memory(pid):
    """Bytes of a process and those it started, shared pages counted once (PSS)."""
    total = 0
    try:
        for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total = int(line.split()[1]) * 1024
        for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                total += memory(child)
    except (FileNotFoundError, ProcessLookupError):
        pass
    return total


def run(*command):
    """Seconds by the clock, seconds of processor time, and the most memory in bytes."""
    before = os.times()
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = 0
    ended = threading.Event()

    def watch():
        nonlocal peak
        while not ended.wait(0.2):
            peak = max(peak, memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    errors = process.communicate()[1]
    seconds = time.perf_counter() - start
    ended.set()
    watcher.join()
    after = os.times()
    if process.returncode not in (0, 2):
        raise SystemExit(errors.decode())
    processor = (after.children_user - before.children_user
                 + after.children_system - before.children_system)
    return seconds, processor, peak
