"""Races `wwww index` against face_recognition on the same photos, in one run.

    python race.py PATH/TO/wwww FOLDER [--workers 2]

Both find faces with dlib's HOG detector at upsample 1 and encode them with the same network. The
peer runs in as many processes as wwww has threads, as its users do; its models are loaded before the
clock starts. wwww is timed as a whole program, with loading, hashing, metadata and database, once as
it is and once with the peer's single encoding. Processor time tells more than the clock where other
programs run, too.
"""
import argparse
import multiprocessing
import pathlib
import resource
import subprocess
import tempfile
import time

import face_recognition

parser = argparse.ArgumentParser()
parser.add_argument("executable")
parser.add_argument("folder")
parser.add_argument("--workers", type=int, default=2)
options = parser.parse_args()


def encode(path):
    start = time.process_time()
    picture = face_recognition.load_image_file(path)
    boxes = face_recognition.face_locations(picture, number_of_times_to_upsample=1)
    faces = len(face_recognition.face_encodings(picture, boxes))
    return faces, time.process_time() - start


def wwww(*flags):
    with tempfile.TemporaryDirectory() as case:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run(
            [options.executable, "index", options.folder, "--case", case + "/case",
             "--jobs", str(options.workers), *flags],
            check=True, stdout=subprocess.DEVNULL,
        )
        elapsed = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return elapsed, (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


photos = sorted(p for p in pathlib.Path(options.folder).rglob("*") if p.is_file())
with multiprocessing.Pool(options.workers) as pool:
    pool.map(encode, photos[: options.workers])  # loads the models
    start = time.perf_counter()
    results = list(pool.imap_unordered(encode, photos))
    peer = time.perf_counter() - start, sum(seconds for _, seconds in results)

print(f"{len(photos)} photos, {sum(faces for faces, _ in results)} faces, {options.workers} workers")
for name, (elapsed, processor) in {
    "face_recognition": peer,
    "wwww index --no-mirror": wwww("--no-mirror"),
    "wwww index": wwww(),
}.items():
    print(
        f"{name:24} {elapsed:8.2f} s ({peer[0] / elapsed:4.1f} times as fast)"
        f" {processor:8.2f} s of processors ({peer[1] / processor:4.1f})"
    )
