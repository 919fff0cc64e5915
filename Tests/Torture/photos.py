"""Photos to try the program on: variants of the samples that differ in content, small ones first."""
import hashlib
import itertools
import random
import shutil
import subprocess

from program import ROOT, emptied

SAMPLES = ROOT / "samples" / "photos"


def samples():
    return sorted((p for p in SAMPLES.rglob("*") if p.suffix == ".jpg"), key=lambda p: p.stat().st_size)


def variant(source, number):
    """A JPEG file with a comment of its own: the same picture, another content."""
    data = source.read_bytes()
    comment = f"variant {number}".encode()
    return data[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + data[2:]


def album(folder, count, most=12):
    """`count` photos in `folder`, of the `most` smallest samples."""
    emptied(folder)
    for number, source in zip(range(count), itertools.cycle(samples()[:most])):
        (folder / f"{number:05}.jpg").write_bytes(variant(source, number))
    return folder


def formats(folder):
    """One photo, and one short video, in every format that ffmpeg writes and the program reads."""
    emptied(folder)
    source = samples()[0]
    shutil.copy(source, folder / "photo.jpg")
    for ending, options in [("png", []), ("webp", []), ("tiff", []), ("tiff", ["-compression_algo", "lzw"]),
                            ("bmp", []), ("jp2", []), ("gif", []), ("ppm", []), ("tga", []), ("avif", []),
                            ("mp4", ["-loop", "1", "-t", "2", "-r", "5"]), ("mkv", []), ("avi", [])]:
        before = []
        if ending in ("mp4", "mkv", "avi"):
            before, options = ["-loop", "1", "-t", "2", "-r", "5"], ["-pix_fmt", "yuv420p"]
        name = folder / f"photo-{len(list(folder.iterdir()))}.{ending}"
        done = subprocess.run(
            ["ffmpeg", "-v", "error", "-y", *before, "-i", source,
             "-vf", "scale=trunc(iw/4)*2:trunc(ih/4)*2", *options, name],
            capture_output=True)
        if done.returncode != 0:
            name.unlink(missing_ok=True)
    return sorted(folder.iterdir())


def fingerprint(*folders):
    """All that is in some folders: names, contents, inodes and times of change."""
    found = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            status = path.lstat()
            content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
            found[str(path)] = (content, status.st_ino, status.st_mtime_ns, status.st_mode)
    return found


def damaged(data, rng):
    """`data` as disks, cameras and networks leave it: cut, zeroed, flipped, mixed up, grown."""
    data = bytearray(data)
    kind = rng.randrange(7)
    if kind == 0:
        return bytes(data[:rng.randrange(len(data))])
    if kind == 1:
        start = rng.randrange(len(data))
        data[start:start + rng.choice([16, 512, 4096])] = bytes(min(rng.choice([16, 512, 4096]), len(data) - start))
    elif kind == 2:
        for _ in range(rng.choice([1, 10, 100])):
            data[rng.randrange(len(data))] = rng.randrange(256)
    elif kind == 3:
        # The header, where sizes and offsets are.
        for _ in range(rng.choice([1, 4, 16])):
            data[rng.randrange(min(256, len(data)))] = rng.choice([0, 1, 127, 128, 255, rng.randrange(256)])
    elif kind == 4:
        a, b = sorted(rng.randrange(len(data)) for _ in range(2))
        del data[a:min(b, a + 4096)]
    elif kind == 5:
        a = rng.randrange(len(data))
        data[a:a] = bytes(rng.randrange(256) for _ in range(rng.choice([1, 100, 5000])))
    else:
        data += bytes(rng.randrange(256) for _ in range(rng.choice([1, 512, 100_000])))
    return bytes(data)
