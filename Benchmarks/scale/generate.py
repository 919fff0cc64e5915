#!/usr/bin/env python3
"""Writes documents of `wwww encode` with made-up faces, as many as you like.

    generate.py FACES PEOPLE > faces.ndjson

The vectors have the distances within and between people that the default encoder (SFace) has on 703
press photos of 138 people, measured once:

    quantiles          .001   .01   .05   .25   .50   .75   .95   .99  .999
    one person         .395  .476  .599  .718  .801  .880 1.013 1.220 1.485
    different people  1.119 1.180 1.231 1.299 1.343 1.386 1.446 1.486 1.532

A vector is a direction that all share (.10 of its length squared), a person's place (variance .57, the
spectrum falling by e in 32 directions), and the photo's deviation (the variance is log-normal around .31,
the spectrum falls by e in 64 directions), scaled to length 1. How many faces people have falls with the
square root of their rank. A photo shows one to four people who keep company: circles of 200.

`generate.py --quantiles` prints the same table of made-up faces. The same arguments give the same bytes.
"""
import base64
import hashlib
import json
import sys

import numpy

WIDTH = 128
RECIPE = ("detector=yunet min_face=24 rotations=true embedding=sface mirror=true "
          "yunet=8f2383e4dd3c sface=fb143eea0783")


def spectrum(variance, decay):
    shares = numpy.exp(-numpy.arange(WIDTH) / decay)
    return numpy.sqrt(variance * shares / shares.sum()).astype(numpy.float32)


BETWEEN, WITHIN = spectrum(.57, 32), spectrum(1, 64)
MEAN = numpy.full(WIDTH, (.10 / WIDTH) ** .5, numpy.float32)


def places(people):
    random = numpy.random.default_rng(1)
    return random.standard_normal((people, WIDTH), numpy.float32) * BETWEEN + MEAN


def vectors(places, random):
    count = len(places)
    spread = numpy.sqrt(.31 * numpy.exp(.55 * random.standard_normal(count))).astype(numpy.float32)
    noise = random.standard_normal((count, WIDTH), numpy.float32) * WITHIN
    rows = places + spread[:, None] * noise
    return rows / numpy.linalg.norm(rows, axis=1)[:, None]


def quantiles():
    of = [.001, .01, .05, .25, .5, .75, .95, .99, .999]
    random = numpy.random.default_rng(3)
    home = places(500)
    rows = vectors(numpy.repeat(home, 6, axis=0), random).reshape(500, 6, WIDTH)
    pairs = [(a, b) for b in range(6) for a in range(b)]
    same = numpy.concatenate([numpy.linalg.norm(rows[:, a] - rows[:, b], axis=1) for a, b in pairs])
    gram = rows[:, 0] @ rows[:, 1].T
    different = numpy.sqrt(2 - 2 * gram[~numpy.eye(500, dtype=bool)])
    for name, values in ("one person", same), ("different people", different):
        print(f"{name:17}", " ".join(f"{q:6.3f}" for q in numpy.quantile(values, of)))


def photos(faces, people, random):
    """Who is in each photo: arrays of people, one to four."""
    weights = 1 / numpy.sqrt(numpy.arange(1, people + 1))
    weights /= weights.sum()
    # Everybody once; then by rank.
    first = numpy.concatenate([
        random.permutation(people), random.choice(people, max(0, faces - people), p=weights)])[:faces]
    circle = random.permutation(people)
    place = numpy.empty(people, numpy.int64)
    place[circle] = numpy.arange(people)
    sizes = random.choice([1, 2, 3, 4], faces, p=[.5, .25, .15, .1])
    at = 0
    for size in sizes:
        if at >= faces:
            return
        size = min(size, faces - at)
        who = first[at:at + size].copy()
        # Who comes along is of the first one's circle, half of the time.
        start = place[who[0]] // 200 * 200
        for k in range(1, size):
            if random.random() < .5:
                who[k] = circle[min(people - 1, start + random.integers(200))]
        yield numpy.unique(who)
        at += size


def main(faces, people, out):
    random = numpy.random.default_rng(4)
    home = places(people)
    root = base64.b64encode(b"/photos").decode()
    waiting, number = [], 0

    def flush():
        nonlocal number
        rows = vectors(home[numpy.concatenate(waiting)], random)
        quality = random.uniform(.5, .75, len(rows))
        bytes_of = rows.astype("<f4").tobytes()
        at = 0
        for who in waiting:
            path = b"/photos/%04d/%08d.jpg" % (number // 1000, number)
            found = []
            for k in range(len(who)):
                found.append({
                    "box": {"top": 100, "right": 200 + 300 * k, "bottom": 220, "left": 100 + 300 * k},
                    "encoder": "sface", "landmarks": "",
                    "measures": [.9, round(float(quality[at]), 4), .9, .9, .9],
                    "embedding": base64.b64encode(
                        bytes_of[at * WIDTH * 4:(at + 1) * WIDTH * 4]).decode()})
                at += 1
            day = f"20{10 + number // 100_000 % 15:02}-{1 + number // 1000 % 12:02}-{1 + number % 28:02}"
            out.write(json.dumps({
                "path_base64": base64.b64encode(path).decode(), "root_base64": root, "size": 1000,
                "modified": 1, "kernels": "made-up",
                "photo": {"faces": found, "media": {
                    "id": 0, "sha256": hashlib.sha256(path).hexdigest(), "kind": "photo",
                    "format": "jpeg", "size": 1000, "width": 1600, "height": 1200, "orientation": 1,
                    "date": day + "T12:00:00Z", "recipe": RECIPE}}}, separators=(",", ":")) + "\n")
            number += 1
        waiting.clear()

    for who in photos(faces, people, random):
        waiting.append(who)
        if len(waiting) == 20_000:
            flush()
    if waiting:
        flush()


if __name__ == "__main__":
    if sys.argv[1:] == ["--quantiles"]:
        quantiles()
    elif len(sys.argv) == 3:
        main(int(sys.argv[1]), int(sys.argv[2]), sys.stdout)
    else:
        sys.exit(__doc__)
