#!/usr/bin/env python3
"""Makes parity.json: what the Python tool's libraries find in the sample photos.

    python3 -m venv peer && . peer/bin/activate
    pip install dlib-bin==20.0.1.post1 'setuptools<80' pillow numpy scikit-learn
    pip install --no-deps face_recognition==1.3.0 face_recognition_models==0.3.0
    make setup
    Tests/WhoWhereTests/Fixtures/parity/make_parity.py

For every file under samples/photos, in the order of its path's bytes: the picture is turned upright
by its EXIF orientation, `face_recognition.face_locations(picture, number_of_times_to_upsample=1)`
finds the boxes (HOG), `face_recognition.face_encodings(picture, boxes)` encodes them (5 landmarks,
no jitter), and scikit-learn's DBSCAN groups all embeddings.

parity.json:

- `versions`: of the libraries that made it.
- `photos`: one object a photo.
  - `path`: relative to samples/photos.
  - `sha256`: of the file. Where it differs the photo is not the one that was measured here.
  - `boxes`: one `[top, right, bottom, left]` a face, as `face_locations` returns them: cut at the
    picture's edge, in the detector's order. `right` and `bottom` are the last column and row of
    the box, so one less than in a half-open box, but for boxes that are cut at the edge.
- `embeddings`: base64 of n × 128 little-endian Float32, row-major; rows follow `photos` and, within
  a photo, `boxes`.
- `dbscan`: one object for each `eps` and `min_samples`, with the `labels` of the n rows; -1 is noise.
"""

import base64
import hashlib
import importlib.metadata
import json
import os
from pathlib import Path

import face_recognition
import numpy
from PIL import Image, ImageOps
from sklearn.cluster import DBSCAN

HERE = Path(__file__).resolve().parent
PHOTOS = HERE.parents[3] / "samples" / "photos"
DISTRIBUTIONS = ["dlib-bin", "face_recognition", "numpy", "pillow", "scikit-learn"]


def main():
    photos, embeddings = [], []
    for path in sorted((p for p in PHOTOS.rglob("*") if p.is_file()), key=os.fsencode):
        upright = ImageOps.exif_transpose(Image.open(path)).convert("RGB")
        pixels = numpy.array(upright)
        boxes = face_recognition.face_locations(pixels, number_of_times_to_upsample=1)
        embeddings += face_recognition.face_encodings(pixels, boxes)
        photos.append({
            "path": str(path.relative_to(PHOTOS)),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "boxes": boxes,
        })
    matrix = numpy.array(embeddings, dtype="<f4")
    dbscan = [
        {"eps": eps / 100, "min_samples": count,
         "labels": DBSCAN(eps=eps / 100, min_samples=count).fit_predict(matrix).tolist()}
        for eps in range(30, 51, 2) for count in (1, 2, 3)
    ]
    fixture = {
        "versions": {name: importlib.metadata.version(name) for name in DISTRIBUTIONS},
        "photos": photos,
        "embeddings": base64.b64encode(matrix.tobytes()).decode(),
        "dbscan": dbscan,
    }
    lines = ",\n".join(f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}"
                       for k, v in fixture.items())
    (HERE / "parity.json").write_text("{" + lines + "}\n")
    print(f"{len(photos)} photos, {len(matrix)} faces")


if __name__ == "__main__":
    main()
