"""Races `wwww index` on a video against the two steps of the Python tool (steps.py).

    python race.py PATH/TO/wwww PHOTOS [--minutes 10] [--work FOLDER]

The video is composed of the photos: H.264, 1920 × 1080, 25 frames a second, about 5 Mbit/s, a photo
every eight seconds, through which the picture moves. Both look at every 500th frame; processor time is
that of all their threads. Then the default sampling is timed against the video's running time. Prints
Markdown.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

parser = argparse.ArgumentParser()
parser.add_argument("executable")
parser.add_argument("photos", type=pathlib.Path)
parser.add_argument("--minutes", type=float, default=10)
parser.add_argument("--work", type=pathlib.Path)
options = parser.parse_args()

RATE, SCENE = 25, 8


def compose(path):
    """A video of the photos, panned over; a photo is repeated where there are too few."""
    photos = sorted(p for p in options.photos.rglob("*") if p.suffix.lower() in (".jpg", ".jpeg"))
    count = max(1, round(options.minutes * 60 / SCENE))
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for i, photo in enumerate(photos[:count]):
            part = pathlib.Path(folder) / f"{i:04}.mp4"
            subprocess.run(
                ["ffmpeg", "-v", "error", "-y", "-loop", "1", "-framerate", str(RATE),
                 "-t", str(SCENE), "-i", photo, "-vf",
                 "scale=2304:1296:force_original_aspect_ratio=increase,"
                 f"crop=1920:1080:x='(iw-1920)*t/{SCENE}':y='(ih-1080)*t/{SCENE}',"
                 "noise=alls=6:allf=t,setsar=1,format=yuv420p",
                 "-c:v", "libx264", "-preset", "ultrafast", "-b:v", "5M", "-maxrate", "6M",
                 "-bufsize", "10M", "-g", "125", part], check=True)
            parts.append(part)
        listing = pathlib.Path(folder) / "list.txt"
        names = [parts[i % len(parts)] for i in range(count)]
        listing.write_text("".join(f"file '{name}'\n" for name in names))
        subprocess.run(
            ["ffmpeg", "-v", "error", "-y", "-f", "concat", "-safe", "0", "-i", listing, "-c", "copy",
             path], check=True)


def measured(*command):
    """Seconds of processor time and of the clock, the most memory in MB, and what was printed."""
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, text=True)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 2):
        raise SystemExit(f"{command[0]} failed")
    return (
        usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024,
        said.strip(),
    )


work = options.work or pathlib.Path(tempfile.mkdtemp())
work.mkdir(parents=True, exist_ok=True)
video = work / f"race-{options.minutes:g}.mp4"
if not video.exists():
    compose(video)
length = options.minutes * 60
steps = pathlib.Path(__file__).with_name("steps.py")

folder = work / "frames"
shutil.rmtree(folder, ignore_errors=True)
folder.mkdir()
first = measured(sys.executable, steps, "frames", video, folder)
second = measured(sys.executable, steps, "faces", folder)
cases = [work / "case-500", work / "case-auto"]
for case in cases:
    shutil.rmtree(case, ignore_errors=True)
ours = measured(options.executable, "index", video, "--every", "500", "--case", cases[0])
auto = measured(options.executable, "index", video, "--case", cases[1])

peer = first[0] + second[0]
print(f"A video of {length:g} s, 1920 × 1080, {video.stat().st_size * 8 / length / 1e6:.1f} Mbit/s, "
      f"on {os.cpu_count()} cores.\n")
print("| | processor time | clock | memory |")
print("|---|---|---|---|")
for name, figures in [
    ("Python tool, step 1 (frames)", first), ("Python tool, step 2 (faces)", second),
    ("wwww, every 500th frame", ours), ("wwww, default sampling", auto),
]:
    print(f"| {name} | {figures[0]:.1f} s | {figures[1]:.1f} s | {figures[2]:.0f} MB |")
print(f"\nPython tool: {first[3]} frames, {second[3]} faces. wwww: {ours[3]}; default: {auto[3]}.")
print(f"\nEvery 500th frame: {peer / ours[0]:.1f} times less processor time.")
print(f"Default sampling: {auto[1] / length:.3f} of the running time "
      f"({'at most' if auto[1] <= length / 5 else 'more than'} a fifth).")
