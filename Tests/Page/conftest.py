"""A case of the sample photos, `wwww review` on it, and a real browser: what a reviewer has before them."""

import os
import pathlib
import re
import shutil
import signal
import subprocess

import pytest
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("WWWW", ROOT / ".build/release/wwww"))
SHOTS = ROOT / "out/page"


def wwww(*arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def original_case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("original")
    case, photos = folder / "case", folder / "photos"
    shutil.copytree(ROOT / "samples/photos", photos)
    wwww("index", photos, "--case", case)
    wwww("cluster", "--case", case)
    return case


@pytest.fixture
def case(original_case, tmp_path):
    return pathlib.Path(shutil.copytree(original_case, tmp_path / "case"))


class Server:
    def __init__(self, case, *authors, user=None):
        names = [word for author in authors for word in ("--as", author)]
        self.process = subprocess.Popen(
            [PROGRAM, "review", "--case", case, "--no-open", *names], cwd=ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, user=user)
        self.addresses = {}
        for line in self.process.stdout:
            match = re.fullmatch(r"(.*): (http://127\.0\.0\.1:(\d+)/\?token=(\w+))\n", line)
            if not match:
                break
            self.addresses[match[1]] = match[2]
            self.port, self.token = int(match[3]), match[4]
        assert self.addresses, self.process.stderr.read()

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=5)


@pytest.fixture
def serve():
    servers = []

    def start(case, *authors, user=None):
        servers.append(Server(case, *(authors or ["Ada"]), user=user))
        return servers[-1]

    yield start
    for server in servers:
        if server.process.poll() is None:
            server.stop()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser):
    """Opens an address in a browser of its own, which must report no error."""
    contexts, errors = [], []

    def go(address, place="people", **options):
        context = browser.new_context(viewport={"width": 1280, "height": 720}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        page.goto(address.split("?")[0] + "#/" + place)
        page.wait_for_selector("main :not(.empty)")
        return page

    yield go
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def shot(request):
    SHOTS.mkdir(parents=True, exist_ok=True)
    return lambda page: page.screenshot(path=SHOTS / f"{request.node.name}.png")
