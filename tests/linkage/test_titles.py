"""Official titles of September 2019, in English and Hindi: translations of one release link, releases of a week do not.

The tables lie beside the project; without them the tests are passed over.
"""

from __future__ import annotations

import csv
import random
from datetime import date

import pytest

from karar.linkage import link
from karar.model.claims import Claim
from karar.model.documents import Page, PageFacts
from karar.pages import read_page
from karar.pipeline import read_document
from tests.reference.known import ROOT, reference

FOLDER = ROOT.parent / "shared" / "data" / "announcements"
PAIRS, TITLES = FOLDER / "pib_pairs_en_hi_2019-09.tsv", FOLDER / "pib_titles_2019-09.tsv"
WEEK = 6

pytestmark = pytest.mark.skipif(not TITLES.is_file(), reason="the tables of official titles are not there")


def read_title(number: str, title: str, day: str, lang: str) -> tuple[Claim, ...]:
    """Return the claims of a release's title."""
    facts = PageFacts(uri=f"https://example.org/{number}", publisher="PIB", published=day, lang=lang)
    doc = read_page(Page(title.encode(), number, media_type="text/plain", facts=facts))
    return read_document(doc, reference()).claims


@pytest.fixture(scope="module")
def releases() -> dict[str, tuple[Claim, ...]]:
    """Return the claims of all titles by the release's number."""
    with TITLES.open(encoding="utf-8") as rows:
        table = list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["prid"]: read_title(row["prid"], row["title"], row["posted"], row["lang"]) for row in table}


@pytest.fixture(scope="module")
def pairs() -> list[dict[str, str]]:
    """Return the releases that are known to be translations of each other."""
    with PAIRS.open(encoding="utf-8") as rows:
        return list(csv.DictReader(rows, delimiter="\t"))


@pytest.fixture(scope="module")
def home(releases, pairs) -> dict[str, str]:
    """Return the commitment of each claim, of the titles and of the pairs."""
    claims = {claim.id: claim for found in releases.values() for claim in found}
    for pair in pairs:
        for lang in ("en", "hi"):
            for claim in read_title(pair[f"{lang}_prid"], pair[f"{lang}_title"], pair["posted"], lang):
                claims[claim.id] = claim
    return link(claims.values()).by_claim()


def linked(home, a: tuple[Claim, ...], b: tuple[Claim, ...]) -> bool:
    """Tell whether a claim of one release is in a commitment with one of the other."""
    return bool({home[claim.id] for claim in a} & {home[claim.id] for claim in b})


def test_translations_link(home, pairs):
    """Each pair in both of whose titles the reader finds what two states did."""
    read = [
        tuple(read_title(pair[f"{lang}_prid"], pair[f"{lang}_title"], pair["posted"], lang) for lang in ("en", "hi"))
        for pair in pairs
    ]
    both = [(en, hi) for en, hi in read if en and hi]
    assert len(both) >= 3
    assert [(en[0].quote.text, hi[0].quote.text) for en, hi in both if not linked(home, en, hi)] == []


def test_releases_of_a_week_do_not_link(home, releases, pairs):
    """Three hundred times a Hindi title beside an English one that it does not translate, at most six days apart."""
    with TITLES.open(encoding="utf-8") as rows:
        table = list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))
    day = {row["prid"]: date.fromisoformat(row["posted"]) for row in table}
    of_lang = {lang: [row["prid"] for row in table if row["lang"] == lang] for lang in ("en", "hi")}
    known = {(pair["en_prid"], pair["hi_prid"]) for pair in pairs}
    of_a_week = [
        (en, hi)
        for en in of_lang["en"]
        for hi in of_lang["hi"]
        if abs((day[en] - day[hi]).days) <= WEEK and (en, hi) not in known
    ]
    drawn = random.Random(2019).sample(of_a_week, 300)
    assert [pair for pair in drawn if linked(home, releases[pair[0]], releases[pair[1]])] == []
