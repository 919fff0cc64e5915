"""The Python tool's encoding script, as its users run it: one process, HOG at upsample 1, one crop.

    python encode_faces.py PHOTOS ENCODINGS.pickle
"""
import pathlib
import pickle
import sys

import face_recognition

photos, encodings = sys.argv[1:]
data = []
for path in sorted(p for p in pathlib.Path(photos).rglob("*") if p.is_file()):
    image = face_recognition.load_image_file(path)
    boxes = face_recognition.face_locations(image, number_of_times_to_upsample=1, model="hog")
    for box, encoding in zip(boxes, face_recognition.face_encodings(image, boxes)):
        data.append({"imagePath": str(path), "loc": box, "encoding": encoding})
with open(encodings, "wb") as file:
    pickle.dump(data, file)
