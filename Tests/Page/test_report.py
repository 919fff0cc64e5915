"""The report of `wwww report`, opened from a disk in a real browser, without a server."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import PROGRAM, ROOT, wwww

import subprocess


@pytest.fixture(scope="session")
def site(original_case, tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    wwww("report", "--out", folder / "site", "--case", original_case)
    return folder / "site"


@pytest.fixture
def look(browser):
    """Opens a place of a report. Nothing may be asked of the network, and no error be reported."""
    contexts, errors, asked = [], [], []

    def go(site, place=""):
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("request", lambda r: asked.append(r.url))
        page.goto(f"file://{site}/index.html{place and '#/' + place}")
        page.wait_for_selector("main :not(.empty)")
        return page

    yield go
    for context in contexts:
        context.close()
    # The accessibility check asks for the style sheet itself, which the page's policy refuses.
    assert [error for error in errors if "style.css" not in error] == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


def ready(page, selector):
    page.wait_for_selector(selector)
    page.wait_for_function("[...document.images].filter(i => i.checkVisibility() && i.getBoundingClientRect().top < innerHeight).every(i => i.complete && i.naturalWidth > 0)")


def test_the_summary_tells_how_it_came_about(site, look, shot):
    page = look(site)
    ready(page, "main h1")
    text = page.inner_text("main")
    for said in ["persons", "Measured error rates", "SHA-256", "faces that no detector found", "face_detection_yunet", "custody log", "cluster"]:
        assert said.lower() in text.lower(), said
    shot(page)
    page.fill("main input[type=search]", "Garden")
    page.wait_for_selector("main a[href^='#/media/']")
    page.fill("main input[type=search]", "3")
    page.wait_for_selector("main a[href='#/person/3']")


def test_people_pairs_and_photos_are_shown(site, look, shot):
    page = look(site, "people")
    ready(page, ".tile img")
    assert page.locator(".tile:visible").count() == 7
    page.dblclick(".tile >> nth=0")
    ready(page, ".thumb img")
    assert page.locator(".thumb").count() == 15
    assert page.locator("button:has-text('Name')").count() == 0
    shot(page)
    page.click("a:has-text('evidence') >> nth=0")
    ready(page, ".evidence img")
    assert re.search(r"SHA-256 [0-9a-f]{64}", page.inner_text("main"))
    assert page.locator(".evidence").first.locator("rect.box").count() == 2
    page.click(".evidence a >> nth=0")
    ready(page, ".picture > img")
    page.click("a:has-text('next')") if page.locator("a:has-text('next')").count() else None


def test_the_graph_is_explored(site, look, shot):
    page = look(site, "graph")
    page.wait_for_function("globalThis.wwwwGraph?.nodes.length === 7")
    page.wait_for_timeout(500)
    shot(page)


def test_only_who_is_selected_is_in_it(original_case, tmp_path, look, shot):
    site = tmp_path / "two"
    wwww("report", "--out", site, "--person", 0, "--person", 1, "--case", original_case)
    page = look(site, "people")
    ready(page, ".tile img")
    assert page.locator(".tile:visible").count() == 2
    page.goto(f"file://{site}/index.html#/pair/1/0")
    ready(page, ".evidence img")
    shot(page)
    others = "".join(p.read_text() for p in site.glob("data/*.js"))
    assert not re.search(r'"person": [2-9]', others)
    # Whoever else was found, or can be found, is filled over: the program finds no strangers.
    again = tmp_path / "again"
    photos = tmp_path / "photos"
    photos.mkdir()
    for number, picture in enumerate(sorted(site.glob("pictures/m*.jpg"))):
        bytes = picture.read_bytes()
        assert b"Exif" not in bytes and b"http://ns.adobe.com" not in bytes
        mark = b"wwww-derived-picture"
        (photos / f"{number}.jpg").write_bytes(bytes.replace(mark, b"x" * len(mark)))
    wwww("index", photos, "--case", again)
    found = json.loads(wwww("query", "--sql", "SELECT id, persons, faces FROM media", "--format", "json", "--case", again))
    shown = json.loads(wwww("query", "--format", "json", "--case", original_case, "--sql",
                            "SELECT media_id, count(*) AS faces FROM face WHERE person_id IN (0, 1) GROUP BY media_id"))
    assert sum(m["faces"] for m in found) <= sum(m["faces"] for m in shown)
    everybody = tmp_path / "all"
    wwww("report", "--out", everybody, "--person", 0, "--person", 1, "--show-all", "--case", original_case)
    assert (everybody / "index.html").exists()


def test_hostile_names_are_text(case, tmp_path, look):
    wwww("people", "name", "0", "<img src=x onerror=document.title='owned'></script>", "--case", case)
    wwww("report", "--out", tmp_path / "site", "--case", case, "--title", "</script><b>x")
    for place in ("", "people", "person/0", "pair/0/1", "graph", "media"):
        page = look(tmp_path / "site", place)
        page.wait_for_timeout(300)
        assert page.title() != "owned" and page.locator("main img[src=x]").count() == 0


def test_it_prints(site, look):
    page = look(site, "pair/0/1")
    ready(page, ".evidence img")
    page.emulate_media(media="print")
    assert not page.is_visible(".bar")
    assert page.is_visible(".evidence")
    assert page.pdf()[:4] == b"%PDF"


def test_everybody_can_use_it(site, look):
    for place in ("", "people", "person/0", "pair/0/1"):
        page = look(site, place)
        ready(page, "main h1")
        found = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
        assert found == [], [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found]


def test_a_pair_and_a_person_on_paper(original_case, tmp_path):
    for name, persons in (("pair", [0, 1]), ("person", [2])):
        file = tmp_path / f"{name}.pdf"
        wwww("report", "--out", file, *[w for p in persons for w in ("--person", p)], "--case", original_case)
        assert file.read_bytes().startswith(b"%PDF")
        refused = subprocess.run([PROGRAM, "report", "--out", file, "--case", original_case], capture_output=True, cwd=ROOT)
        assert refused.returncode == 64
