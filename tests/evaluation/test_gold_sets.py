"""Gold sets are loaded as labelled, split, and measured with any reader."""

import json

import pytest

from karar.errors import InputError
from karar.evaluation.gold import GoldPage, Split, load_gold, load_split
from karar.evaluation.measure import by_floor, measure_page, summarise

LABELS = [
    {"id": "a-1", "lang": "hi", "published": "2025-08-29", "relevant": False, "claims": []},
    {"id": "b-1", "lang": "en", "published": None, "relevant": False, "claims": []},
]


@pytest.fixture
def folder(tmp_path):
    """A gold set of two pages."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "labels.jsonl").write_text("".join(json.dumps(one) + "\n" for one in LABELS), encoding="utf-8")
    for one in LABELS:
        (tmp_path / "texts" / f"{one['id']}.txt").write_text("नमस्ते।", encoding="utf-8")
    return tmp_path


def test_a_set_is_loaded(folder):
    """Pages in file order, the set named after its folder, the source from the id."""
    gold = load_gold(folder)
    assert [page.id for page in gold.pages] == ["a-1", "b-1"]
    assert (gold.name, gold.pages[0].source) == (folder.name, "a")


def test_a_page_is_handed_to_the_reader_with_what_is_known_of_it(folder):
    """Text, day of publication and language reach the reader."""
    gold, handed = load_gold(folder), []
    for page in gold.pages:
        measure_page(gold, page, Split(), lambda page: handed.append(page) or ())
    assert [(page.facts.published, page.facts.lang) for page in handed] == [("2025-08-29", "hi"), (None, "en")]
    assert handed[0].content.decode() == "नमस्ते।"


def test_pages_are_summed_by_language_source_and_part(folder):
    """The report has a row for each language and source, and one for all; seen and held-out pages make up all."""
    gold = load_gold(folder)
    rows = summarise([measure_page(gold, page, Split(("a-*",)), lambda _: ()) for page in gold.pages])
    assert [(row.group, row.name) for row in rows] == [
        ("language", "en"), ("language", "hi"), ("source", "a"), ("source", "b"), ("all", "all"),
    ]  # fmt: skip
    assert {part: score.pages for part, score in rows[-1].parts.items()} == {"all": 2, "seen": 1, "held-out": 1}


def test_floors_stand_only_under_sets_with_claims(folder):
    """A set without a single labelled claim has no figures to hold."""
    gold = load_gold(folder)
    assert by_floor(gold.name, [measure_page(gold, page, Split(), lambda _: ()) for page in gold.pages]) == {}


def test_a_missing_set_or_text_is_told(folder):
    """The fault names the folder or the file."""
    with pytest.raises(InputError, match="No gold set"):
        load_gold(folder / "texts")
    (folder / "texts" / "a-1.txt").unlink()
    gold = load_gold(folder)
    with pytest.raises(InputError, match=r"a-1\.txt"):
        gold.text(gold.pages[0])


def test_a_broken_label_is_told_with_its_line(folder):
    """The line's number stands in the fault."""
    (folder / "labels.jsonl").write_text('{"id": "a-1"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"labels\.jsonl:1"):
        load_gold(folder)


def test_no_split_means_nothing_was_seen(tmp_path):
    """A missing file holds everything out; a broken one is told."""
    assert not load_split(tmp_path / "split.toml").is_seen(GoldPage("a-1", "hi", relevant=True, claims=()))
    (tmp_path / "split.toml").write_text("saw = 1\n", encoding="utf-8")
    with pytest.raises(InputError):
        load_split(tmp_path / "split.toml")


def test_texts_may_stand_in_tables(tmp_path):
    """A set that keeps only labels takes its texts from a table, by the number behind the first hyphen of the id."""
    label = {"id": "a-7", "lang": "en", "relevant": False, "claims": []}
    (tmp_path / "labels.jsonl").write_text(json.dumps(label) + "\n", encoding="utf-8")
    (tmp_path / "source.toml").write_text('[[tables]]\nfile = "t.tsv"\ncolumns = { nr = "title" }\n', encoding="utf-8")
    (tmp_path / "t.tsv").write_text('nr\tday\ttitle\n7\t1\tA "title"\n', encoding="utf-8")
    gold = load_gold(tmp_path, tmp_path)
    assert gold.text(gold.pages[0]) == b'A "title"'


@pytest.mark.parametrize(
    ("source", "table", "told"),
    [
        ('[[tables]]\nfile = "t.tsv"\n', "nr\ttitle\n", "Not a source"),
        ('[[tables]]\nfile = "none.tsv"\ncolumns = {}\n', "nr\ttitle\n", "missing"),
        ('[[tables]]\nfile = "t.tsv"\ncolumns = { nr = "title" }\n', "number\ttitle\n", "lacks the column nr"),
    ],
)
def test_tables_that_cannot_be_used_are_told(tmp_path, source, table, told):
    """A broken description, a missing table, a missing column."""
    (tmp_path / "labels.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "source.toml").write_text(source, encoding="utf-8")
    (tmp_path / "t.tsv").write_text(table, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        load_gold(tmp_path, tmp_path)


def test_a_set_without_its_texts_says_how_to_have_them(folder):
    """Where no folder of tables is given, and where a table does not have the text."""
    (folder / "source.toml").write_text("tables = []\n", encoding="utf-8")
    with pytest.raises(InputError, match="not kept beside its labels"):
        load_gold(folder)
    gold = load_gold(folder, folder)
    with pytest.raises(InputError, match="none of the set's tables"):
        gold.text(gold.pages[0])
