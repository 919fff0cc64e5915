"""What `wwww custody export` writes, checked by the Library of Congress' own program."""

import pathlib

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
