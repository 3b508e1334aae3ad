"""The language of a text: the script first, small words next, a statistical guess last."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from karar import pages
from karar.pages.resources import load

# English has this share of its small words among all words: running text 25 to 35 in a hundred, official titles
# from 7 up, other languages in Latin letters 3 or fewer.
_ENOUGH = 0.06
_WORDS = re.compile(r"[^\W\d_][\w\u0900-\u0903\u093a-\u094f\u200c\u200d]*")


def find_language(text: str, declared: str | None = None) -> str:
    """Return the ISO 639-1 code of ``text``, or ``und``.

    ``declared`` is what the page says of itself; it counts only where the script agrees with it.

    >>> find_language("भारत और जापान ने समझौते पर हस्ताक्षर किए हैं।", declared="en")
    'hi'
    """
    script = find_script(text)
    if script is None:
        return "und"
    lang: str = load("languages")["scripts"][script]["lang"]
    if script in ("han", "hangul", "kana"):
        return _east_asian(text, lang)
    if lang != "?":
        return lang
    code = (declared or "").split("-")[0].split("_")[0].casefold()
    if script == "devanagari":
        return _devanagari(text, code)
    if script == "latin" and _share(text, "en") >= _ENOUGH:
        return "en"
    allowed: list[str] = load("languages")["guess"][script]
    if code in allowed and not (code == "en" and len(text) > 300):
        return code
    return pages.guess_language(text, allowed)


def find_script(text: str) -> str | None:
    """Return the script that most of the letters are of; None where there are no letters that we know."""
    counts: Counter[str] = Counter()
    for char, n in Counter(text).items():
        name = _scripts().get(ord(char) >> 4) if char.isalpha() or "\u0900" <= char <= "\u0dff" else None
        if name:
            counts[name] += n
    if not counts:
        return None
    # Names in Latin letters stand in every page; a page is in the other script where that has a fair share.
    script, most = counts.most_common(1)[0]
    if script == "latin":
        alphabets = ("latin", "cyrillic", "greek")  # a passage in one of these is a quotation
        other = [(n, name) for name, n in counts.items() if name not in alphabets and n * 3 >= most]
        return max(other)[1] if other else script
    return script


@cache
def _scripts() -> dict[int, str]:
    return {
        row: name
        for name, facts in load("languages")["scripts"].items()
        for first, last in facts["ranges"]
        for row in range(int(first, 16) >> 4, (int(last, 16) >> 4) + 1)
    }


def _east_asian(text: str, lang: str) -> str:
    # Japanese pages hold more Han than kana.
    kana = sum("\u3040" <= char <= "\u30ff" for char in text)
    han = sum("\u4e00" <= char <= "\u9fff" for char in text)
    return "ja" if lang != "ko" and kana * 10 > han else lang


def _devanagari(text: str, declared: str) -> str:
    shares = {code: _share(text, code) for code in ("hi", "mr", "ne")}
    if max(shares.values()) == 0:
        return declared if declared in shares else "hi"
    best = max(shares, key=lambda code: (shares[code], code == declared))
    return best if shares[best] > shares["hi"] else "hi"


def _share(text: str, code: str) -> float:
    words = [word.casefold() for word in _WORDS.findall(text[:20000])]
    known = set(load("languages")["words"][code])
    return sum(word in known for word in words) / len(words) if words else 0.0
