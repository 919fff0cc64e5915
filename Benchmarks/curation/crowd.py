"""Writes made-up faces as `wwww import` takes them.

    python crowd.py questions FACES > faces.ndjson
    python crowd.py society PEOPLE PHOTOS > faces.ndjson

questions: people of about twelve faces each, some of which are hard to tell whose they are. society: people
who are easily told apart, three on a photo, most of them of one circle.
"""
import sys

import numpy as np

kind, *numbers = sys.argv[1:]
rng = np.random.default_rng(1)


def write(photo, place, center, spread):
    vector = center + rng.normal(size=128) * spread
    vector *= 0.8 / np.linalg.norm(vector)
    values = ",".join(f"{v:.5f}" for v in vector)
    print(f'{{"my_text":"/photos/{photo // 500:03}/{photo}.jpg","coord":[10,{200 * place + 90},100,{200 * place}],'
          f'"my_vector":[{values}]}}')


def centers(count):
    found = rng.normal(size=(count, 128))
    return found / np.linalg.norm(found, axis=1)[:, None]


if kind == "questions":
    count = int(numbers[0])
    people = centers(count // 12)
    owners = np.concatenate([np.repeat(np.arange(len(people)), 11), rng.integers(0, len(people), count - 11 * len(people))])
    rng.shuffle(owners)
    photo, place = 0, 0
    for owner in owners:
        if place == 0:
            photo, place = photo + 1, int(rng.integers(1, 5))
        place -= 1
        write(photo, place, people[owner], 0.035 if rng.random() < 0.9 else 0.075)
else:
    people = centers(int(numbers[0]))
    for photo in range(int(numbers[1])):
        circle = int(rng.integers(0, len(people) // 60))
        first = circle * 60 + rng.integers(0, 60, size=3)
        if rng.random() < 0.15:
            first[2] = rng.integers(0, len(people))
        for place, person in enumerate(dict.fromkeys(int(p) for p in first)):
            write(photo, place, people[person], 0.01)
