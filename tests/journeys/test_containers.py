"""Feeds, archives and other containers from a person's side: what is kept, what is told, how it ends."""

from __future__ import annotations

import gzip
import json

import pytest

from karar.interfaces.cli.main import main
from tests.intake.making import Record, write_archive, write_feed, write_mhtml

LOAN = "<!DOCTYPE html><h1>भारत नेपाल को {} करोड़ रुपये का ऋण देगा</h1><p>भारत नेपाल को {} करोड़ रुपये का ऋण देगा।</p>"
WORDS = "आकाश में बादल छाए हुए थे और हवा धीरे-धीरे बह रही थी। " * 3
ENTRY = "<title>T</title><description>भारत नेपाल को {} करोड़ रुपये का ऋण देगा। {}</description><pubDate>{}</pubDate>"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with one container of each kind, each with a promise of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KARAR_LEDGER", raising=False)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html.gz").write_bytes(gzip.compress(LOAN.format(11, 11).encode()))
    (tmp_path / "in" / "b.mhtml").write_bytes(write_mhtml(LOAN.format(12, 12)))
    (tmp_path / "in" / "c.warc.gz").write_bytes(write_archive([Record(body=LOAN.format(13, 13).encode())]))
    (tmp_path / "in" / "d.xml").write_bytes(write_feed(ENTRY.format(14, WORDS, "Sat, 30 Aug 2025 01:15:00 +0530")))
    return tmp_path


def claims(capfd):
    """The claims printed as JSON Lines, by their sum."""
    found = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    return {int(claim["amounts"][0]["value"]) // 10_000_000: claim["source"] for claim in found}


def test_a_folder_of_containers(folder, capfd):
    """Every page in them is read, each with what its container knows of it; the second time, all are known."""
    assert main(["read", "in", "--json"]) == 0
    found = claims(capfd)
    assert sorted(found) == [11, 12, 13, 14]
    assert found[11]["uri"] == "file:in/a.html.gz"
    assert found[12]["uri"] == "https://example.org/release"
    assert found[13]["uri"] == "https://example.org/a"
    assert (found[14]["publisher"], found[14]["published"]) == ("Ministry of Examples", "2025-08-30")
    assert main(["read", "in"]) == 0
    assert capfd.readouterr().out == "4 pages read, 4 claims found; 0 new in karar.db (all known already).\n"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_each_fault_is_one_line_and_the_others_are_read(folder, capfd, jobs):
    """A bomb, a file too large, damage, a broken feed, an empty file: each is told once; the call ends with 3."""
    whole = (folder / "in" / "c.warc.gz").read_bytes()
    (folder / "in" / "bad1.txt.gz").write_bytes(gzip.compress(bytes(50_000_001), 1))
    (folder / "in" / "bad2.txt.gz").write_bytes(gzip.compress(b"A pact")[:-4])
    (folder / "in" / "bad3.warc.gz").write_bytes(whole[:-40])
    (folder / "in" / "bad4.rss").write_bytes(b"<rss")
    (folder / "in" / "bad5.txt").touch()
    (folder / "in" / "bad6.mht").write_bytes(write_mhtml()[:150])
    with (folder / "in" / "bad7.html").open("wb") as file:
        file.truncate(60_000_000)
    assert main(["read", "in", "--jobs", jobs]) == 3
    told = capfd.readouterr()
    faults = told.err.splitlines()
    assert [line.split("bad")[1][0] for line in faults if "bad" in line] == list("1234567")
    assert all(line.startswith("karar read: in/bad") for line in faults[:7])
    assert "4 pages read, 4 claims found; 4 new" in told.out


def test_a_broken_date_is_told_and_no_fault(folder, capfd):
    """The entry is read without it, and the call ends well."""
    (folder / "feed.xml").write_bytes(write_feed(ENTRY.format(15, WORDS, "31 Feb 2025")))
    assert main(["read", "feed.xml", "--json"]) == 0
    told = capfd.readouterr()
    assert json.loads(told.out)["source"]["published"] is None
    assert told.err.splitlines()[0] == (
        "karar read: feed.xml#1: The entry's date '31 Feb 2025' is no day of publication; it is read without it."
    )


def test_a_feed_with_facts(folder, capfd):
    """Its publisher may be given; a day may not, since it would be that of one entry only."""
    assert main(["read", "in/d.xml", "--publisher", "MEA", "--json"]) == 0
    assert claims(capfd)[14]["publisher"] == "MEA"
    assert main(["read", "in/d.xml", "--published", "2025-08-30"]) == 3
    assert "A feed holds many pages" in capfd.readouterr().err


def test_explaining_what_is_packed(folder, capfd):
    """A saved page is explained as it is read; an archive of several pages is not."""
    assert main(["explain", "--file", "in/b.mhtml"]) == 0
    assert "12 करोड़" in capfd.readouterr().out
    (folder / "two.warc").write_bytes(write_archive([Record(), Record()]))
    assert main(["explain", "--file", "two.warc"]) == 3
    assert "more than one page" in capfd.readouterr().err
