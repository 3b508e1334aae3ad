"""``karar programmes`` as it is typed."""

from __future__ import annotations

import json

from tests.interfaces.making import Caller

PAGE = "भारत और दक्षिण कोरिया ने रक्षा क्षेत्र में संयुक्त शोध, संयुक्त उत्पादन और संयुक्त निर्यात को बढ़ावा देने का निर्णय लिया है।\n"


def test_programmes_are_shown(tmp_path, karar: Caller):
    """Stages with their firmness, whose word on export is missing; in Hindi; as JSON with the words."""
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    karar("read", str(page), "--published", "2021-03-28")
    assert "link" in karar("programmes", "IN").err
    karar("link")
    shown = " ".join(karar("programmes", "IN", "KR", "--lang", "en").out.split())
    for said in ("India, South Korea · Defence", "agreed as far as joint export", "missing: India, South Korea"):
        assert said in shown
    assert "संयुक्त उत्पादन" in karar("programmes", "--lang", "hi").out
    (record,) = map(json.loads, karar("programmes", "--json").out.splitlines())
    words = [PAGE[start:end] for naming in record["evidence"] for start, end in naming["spans"]]
    assert any("शोध" in one for one in words)
    assert "No such programme" in karar("programmes", "FR").err


def test_categories_of_procurement(karar: Caller):
    """By edition, without a ledger; as JSON with the code that an addition takes."""
    assert "DAP-2020/make-ii" in karar("programmes", "--categories").out
    codes = [json.loads(line)["code"] for line in karar("programmes", "--categories", "--json").out.splitlines()]
    assert "DPP-2016/buy-and-make" in codes
