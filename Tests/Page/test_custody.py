"""What `wwww custody export` writes, checked by the Library of Congress' own program."""

import json

import bagit
import pytest

from conftest import wwww


def test_the_bag_is_valid_and_tells_of_changes(case, tmp_path):
    bag = tmp_path / "bag"
    wwww("custody", "export", "--out", bag, "--case", case)
    read = bagit.Bag(str(bag))
    read.validate()
    assert read.info["Bag-Software-Agent"].startswith("wwww ")
    assert set(read.payload_files()) == {"data/README.txt", "data/head.txt", "data/log.jsonl", "data/manifest.csv"}
    with open(bag / "data/manifest.csv", "a") as file:
        file.write("more\n")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(bag)).validate()


def log(case):
    return json.loads(wwww("custody", "log", "--case", case, "--format", "json"))


def test_what_is_done_and_looked_at_is_logged(case, serve, visit):
    server = serve(case, "Ada")
    page = visit(server.addresses["Ada"], "person/2")
    page.wait_for_selector(".thumb img")
    page.click("button:has-text('Name')")
    page.wait_for_selector("dialog[open] input")
    page.fill("dialog[open] input", "Grace")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Grace')")
    page.wait_for_timeout(500)
    page.goto("about:blank")
    assert server.stop() == 0
    entries = log(case)
    decided = [e for e in entries if e["action"] == "review decisions"]
    assert [(e["who"], e["persons"], e["decisions"]) for e in decided] == [("Ada", "2", "1")]
    looked = [e for e in entries if e["action"] == "review looked at"]
    assert looked and looked[-1]["who"] == "Ada" and "2" in looked[-1]["persons"].split()
    wwww("custody", "verify", "--case", case)
    # The name goes with the person, and the log says that it was purged.
    wwww("purge", "--person", 2, "--case", case)
    assert all(b"Grace" not in file.read_bytes() for file in case.iterdir())
    assert "(forgotten)" in [e["who"] for e in log(case)]
    wwww("custody", "verify", "--case", case)
