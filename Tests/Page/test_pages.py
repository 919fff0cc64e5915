"""What a reviewer does, in a real browser."""

import json
import pathlib

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import wwww


def people(case):
    return json.loads(wwww("people", "--case", case, "--format", "json"))


def decisions(case):
    return json.loads(wwww("people", "decisions", "--case", case, "--format", "json"))


def settle(check, page, what="it"):
    for _ in range(80):
        if check():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{what} did not come about")


def type_name(page, name):
    page.wait_for_selector("dialog[open] input")
    page.fill("dialog[open] input", name)
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open] input", state="detached")


def test_people_are_shown_and_named(case, serve, visit, shot):
    page = visit(serve(case).addresses["Ada"])
    page.wait_for_selector(".tile img")
    assert page.locator(".tile:visible").count() == len(people(case)) == 7
    page.click(".tile >> nth=0")
    page.keyboard.press("n")
    type_name(page, "King, Jr.")
    page.wait_for_selector(".tile .name:has-text('King, Jr.')")
    shot(page)
    assert [p["name"] for p in people(case)].count("King, Jr.") == 1
    last = decisions(case)[-1]
    assert (last["kind"], last["author"]) == ("name", "Ada")


@pytest.mark.parametrize("name", ["<img src=x onerror=document.title='owned'>", "'; DROP TABLE person --", "\u202egnp.exe", "Müller 张伟 محمد", "${7*7}{{7*7}}"])
def test_hostile_names_are_text(case, serve, visit, name):
    wwww("people", "name", "0", name, "--case", case)
    address = serve(case).addresses["Ada"]
    for place in ("people", "person/0", "pair/0/1", "graph", "media/1", "history"):
        page = visit(address, place)
        page.wait_for_timeout(600)
        assert page.title() != "owned"
        assert page.locator("main img[src=x]").count() == 0


def test_merging_asks_and_can_be_undone(case, serve, visit):
    page = visit(serve(case).addresses["Ada"])
    page.click(".tile >> nth=0")
    page.click(".tile >> nth=5", modifiers=["Control"])
    page.click("button:has-text('Merge 2')")
    assert len(people(case)) == 7
    page.click("dialog[open] button:has-text('Cancel')")
    assert decisions(case) == []
    page.keyboard.press("m")
    page.click("dialog[open] button:has-text('Merge')")
    settle(lambda: page.locator(".tile:visible").count() == 6, page, "the merge")
    assert decisions(case)[-1]["kind"] == "merge"
    page.keyboard.press("Control+z")
    settle(lambda: page.locator(".tile:visible").count() == 7, page, "the undoing")
    assert decisions(case)[-1]["undone"]


def test_a_name_in_use_asks_and_never_merges_silently(case, serve, visit):
    wwww("people", "name", "0", "Ada Lovelace", "--case", case)
    page = visit(serve(case).addresses["Ada"], "person/1")
    page.click("button:has-text('Name')")
    type_name(page, "Ada Lovelace")
    page.wait_for_selector("dialog[open]:has-text('This name is in use')")
    page.click("dialog[open] button:has-text('Cancel')")
    assert len(people(case)) == 7 and len(decisions(case)) == 1


def test_splitting_by_picking_faces(case, serve, visit, shot):
    before = {p["person"]: p["faces"] for p in people(case)}
    page = visit(serve(case).addresses["Ada"], "person/0")
    page.click(".thumb >> nth=0")
    page.click(".thumb >> nth=2", modifiers=["Shift"])
    shot(page)
    page.click("button:has-text('Split 3 off')")
    settle(lambda: len(people(case)) == 8, page, "the split")
    after = {p["person"]: p["faces"] for p in people(case)}
    assert after[0] == before[0] - 3 and after[max(after)] == 3


def test_assigning_by_dragging(case, serve, visit):
    page = visit(serve(case).addresses["Ada"])
    page.drag_and_drop(".tile >> nth=6", ".tile >> nth=0")
    page.click("dialog[open] button:has-text('Merge')")
    settle(lambda: len(people(case)) == 6, page, "the merge")


def test_a_face_is_given_to_somebody_else(case, serve, visit):
    page = visit(serve(case).addresses["Ada"], "media/1")
    face = json.loads(wwww("media", "2016-01-20 Press/IMG_0001.jpg", "--case", case, "--format", "json"))["faces"][0]
    page.click("button:has-text('change') >> nth=0")
    type_name(page, "3")
    settle(lambda: decisions(case)[-1:] and decisions(case)[-1]["kind"] == "assign", page, "the assignment")
    assert face["person"] != 3


def test_a_second_browser_sees_decisions_at_once(case, serve, visit):
    server = serve(case, "Ada", "Ben")
    ada, ben = visit(server.addresses["Ada"]), visit(server.addresses["Ben"])
    settle(lambda: "as Ben" in ben.text_content("#state"), ben, "the author's name")
    ada.click(".tile >> nth=1")
    ada.keyboard.press("n")
    type_name(ada, "Grace")
    ben.wait_for_selector(".tile .name:has-text('Grace')", timeout=15000)
    ben.click(".tile >> nth=2")
    ben.keyboard.press("n")
    type_name(ben, "Alan")
    ada.wait_for_selector(".tile .name:has-text('Alan')", timeout=15000)
    assert [d["author"] for d in decisions(case)] == ["Ada", "Ben"]


def test_changes_of_the_command_line_arrive(case, serve, visit):
    page = visit(serve(case).addresses["Ada"])
    wwww("people", "name", "2", "Hedy", "--case", case)
    page.wait_for_selector(".tile .name:has-text('Hedy')", timeout=15000)


def test_the_keyboard_alone(case, serve, visit):
    page = visit(serve(case).addresses["Ada"])
    page.wait_for_selector(".tile img")
    for key in ("ArrowRight", "ArrowRight", "n"):
        page.keyboard.press(key)
    page.wait_for_selector("dialog[open] input")
    page.keyboard.type("Rosa")
    page.keyboard.press("Enter")
    page.wait_for_selector(".tile .name:has-text('Rosa')")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Rosa')")
    page.keyboard.press("Backspace")
    page.wait_for_selector(".tile .name:has-text('Rosa')")
    page.keyboard.press("?")
    assert page.locator("dialog[open] kbd").count() > 4
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0


def test_the_graph_pans_zooms_and_opens(case, serve, visit, shot):
    page = visit(serve(case).addresses["Ada"], "graph")
    settle(lambda: page.evaluate("!!globalThis.wwwwGraph && wwwwGraph.nodes.length === 7"), page, "the graph")
    page.wait_for_timeout(300)
    assert "7 people, 11 links" in page.text_content(".tools .count")
    before = page.evaluate("[wwwwGraph.x, wwwwGraph.y, wwwwGraph.scale]")
    page.mouse.move(640, 300)
    page.mouse.down()
    page.mouse.move(700, 340, steps=4)
    page.mouse.up()
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(400)
    after = page.evaluate("[wwwwGraph.x, wwwwGraph.y, wwwwGraph.scale]")
    assert after[0] != before[0] and after[2] > before[2]
    page.keyboard.press("0")
    for key in ("ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url("**/#/person/*")
    page.go_back()
    settle(lambda: page.evaluate("!!globalThis.wwwwGraph && wwwwGraph.nodes.length === 7"), page, "the graph")
    with page.expect_download() as download:
        page.click("button:has-text('SVG')")
    assert pathlib.Path(download.value.path()).read_text().count("<circle") == 7
    with page.expect_download() as download:
        page.click("button:has-text('GEXF')")
    assert pathlib.Path(download.value.path()).read_bytes().count(b"<node ") == 7
    shot(page)


def test_filters_are_those_of_the_command_line(case, serve, visit):
    page = visit(serve(case).addresses["Ada"], "graph")
    page.fill("input[name=since]", "2020")
    wanted = json.loads(wwww("graph", "export", "--case", case, "--since", "2020", "--format", "node-link", "--out", "-"))
    settle(lambda: f"{len(wanted['links'])} links" in page.text_content(".tools .count"), page, "the filter")
    page.fill("input[name=since]", "yesterday")
    page.wait_for_selector(".told .bad")


def test_a_pair_shows_its_evidence(case, serve, visit, shot):
    page = visit(serve(case).addresses["Ada"], "pair/0/1")
    page.wait_for_selector(".evidence")
    shared = json.loads(wwww("graph", "common", "0", "1", "--case", case, "--format", "json"))
    assert shared is not None
    first = page.locator(".evidence").first
    for word in ("SHA-256", "distance", "20"):
        assert word in first.text_content()
    assert first.locator("rect.box").count() == 2
    shot(page)


def test_search_by_a_photo(case, serve, visit, shot):
    photo = next(pathlib.Path(__file__).resolve().parents[2].glob("samples/presidents/*.jpg"))
    page = visit(serve(case).addresses["Ada"], "search")
    page.set_input_files("input[type=file]", photo)
    page.wait_for_selector(".thumb img", timeout=20000)
    shot(page)
    page.set_input_files("input[type=file]", __file__)
    page.wait_for_selector(".told .bad")


def test_a_missing_original_is_a_gray_place_that_says_so(original_case, case, serve, visit, tmp_path):
    row = json.loads(wwww("query", "--case", case, "--sql", "SELECT path FROM media WHERE id = 1", "--format", "json"))[0]
    original = original_case.parent / "photos" / row["path"]
    moved = tmp_path / "moved.jpg"
    original.rename(moved)
    try:
        page = visit(serve(case).addresses["Ada"], "media/1")
        page.wait_for_selector(".gone:has-text('original missing or changed')")
    finally:
        moved.rename(original)


@pytest.mark.parametrize("place", ["people", "person/0", "pair/0/1", "queue", "graph", "media", "media/1", "search", "history"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(case, serve, visit, place, scheme):
    page = visit(serve(case).addresses["Ada"], place, color_scheme=scheme, bypass_csp=True)
    page.wait_for_timeout(700)
    found = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
    assert found == [], [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found]


@pytest.mark.parametrize("size", [(1280, 720), (768, 1024)])
def test_nothing_is_cut_off(case, serve, browser, size):
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    address = serve(case).addresses["Ada"]
    page.goto(address)
    for place in ("people", "person/0", "pair/0/1", "media/1", "graph"):
        page.goto(address.split("?")[0] + "#/" + place)
        page.wait_for_timeout(500)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    context.close()
