"""A folder of resources with one small language, to break piece by piece."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

PACK = """
name = "Toy"
script = "Latn"
profile = "prepositional"
abbreviations = ["Dr"]

[tables]
"verbs.tsv" = "verb"
"instruments.tsv" = "instrument"
"""
FILES = {
    "languages/xx/pack.toml": PACK,
    "languages/xx/acts.toml": '[[cue]]\nact = "sign"\nnouns = ["pact:xx-noun"]\nverbs = ["sign"]\nrank = 90\n',
    "languages/xx/modality.toml": '[[pattern]]\ntags = ["past"]\nmodality = "done"\nexample = "signed"\n',
    "languages/xx/inflections.toml": '[xx-noun]\nforms = [ { add = "s" } ]\n',
    "languages/xx/verbs.tsv": "# Verbs.\nvalue\tsurfaces\tinflect\tform\nsign\tsign\nsign\tsigned\t\tpast\n",
    "languages/xx/instruments.tsv": "value\tsurfaces\tinflect\nmemorandum\tMémo|memo paper\txx-noun\n",
    "languages/xx/examples.jsonl": "".join(
        json.dumps({"text": f"Example {n}.", "claims": []}) + "\n" for n in range(20)
    ),
    "gazetteer/tables.toml": '[tables]\n"countries.tsv" = "party"\n',
    "gazetteer/countries.tsv": "value\tsurfaces\tlang\tcase\tneeds\nIN\tIndia\nUS\tUS\txx\texact\nML\tMali\t\t\tcue\n",
    "sectors/cyber.toml": 'id = "cyber"\n[labels]\nxx = "Cyber"\n[cues]\n'
    'xx = ["cyber", { surface = "hack", inflect = "xx-noun", weight = 3 }]\n',
    "initiatives/quad.toml": 'id = "quad"\n[labels]\nxx = "Quad"\n[cues]\n'
    'xx = [{ surface = "Quad", case = "exact" }]\n',
}


@pytest.fixture
def resources(tmp_path: Path) -> Path:
    """The folder; every file of it may be written anew."""
    root = tmp_path / "resources"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
