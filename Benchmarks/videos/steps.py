"""The two steps of the Python tool that wwww follows, as they are done there.

    python steps.py frames VIDEO FOLDER    every 500th frame as FOLDER/VIDEO___500.jpg, by OpenCV
    python steps.py faces FOLDER           faces of these frames, by face_recognition

The first step reads every frame of the video and saves one in 500; the second finds faces with
face_recognition's defaults (dlib's HOG, doubled once) and encodes them. Each prints how many.
"""
import pathlib
import sys


def frames(video, folder, step=500):
    import cv2

    capture = cv2.VideoCapture(str(video))
    count = saved = 0
    while True:
        success, image = capture.read()
        if not success:
            break
        if count % step == 0:
            cv2.imwrite(str(folder / f"{video.name}___{count}.jpg"), image)
            saved += 1
        count += 1
    capture.release()
    return saved


def faces(folder):
    import face_recognition

    found = 0
    for path in sorted(folder.glob("*.jpg")):
        image = face_recognition.load_image_file(str(path))
        locations = face_recognition.face_locations(image)
        found += len(face_recognition.face_encodings(image, locations))
    return found


step, arguments = sys.argv[1], [pathlib.Path(path) for path in sys.argv[2:]]
print(frames(*arguments) if step == "frames" else faces(*arguments))
