"""Races `wwww index` against face_recognition on the same photos, in one run.

    python race.py PATH/TO/wwww FOLDER [--workers 2]

Both find faces with dlib's HOG detector at upsample 1 and encode them with the same network. The
peer runs in as many processes as wwww has threads, as its users do. wwww is timed as a whole program,
with hashing, metadata and database, once as it is and once with the peer's single encoding.
"""
import argparse
import multiprocessing
import pathlib
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
    picture = face_recognition.load_image_file(path)
    boxes = face_recognition.face_locations(picture, number_of_times_to_upsample=1)
    return len(face_recognition.face_encodings(picture, boxes))


def wwww(*flags):
    with tempfile.TemporaryDirectory() as case:
        start = time.perf_counter()
        subprocess.run(
            [options.executable, "index", options.folder, "--case", case,
             "--jobs", str(options.workers), *flags],
            check=True, stdout=subprocess.DEVNULL,
        )
        return time.perf_counter() - start


photos = sorted(p for p in pathlib.Path(options.folder).rglob("*") if p.is_file())
with multiprocessing.Pool(options.workers) as pool:
    pool.map(encode, photos[: options.workers])  # loads the models
    start = time.perf_counter()
    faces = sum(pool.imap_unordered(encode, photos))
    peer = time.perf_counter() - start

plain, mirrored = wwww("--no-mirror"), wwww()
print(f"{len(photos)} photos, {faces} faces, {options.workers} workers")
print(f"face_recognition         {peer:8.2f} s")
print(f"wwww index --no-mirror   {plain:8.2f} s   {peer / plain:.1f} times as fast")
print(f"wwww index               {mirrored:8.2f} s   {peer / mirrored:.1f} times as fast")
