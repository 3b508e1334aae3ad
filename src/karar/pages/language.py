"""The language of a text: the script first, small words next, a statistical guess last."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import cache, lru_cache

from karar import pages
from karar.errors import PageError
from karar.pages.resources import load

# English has this share of its small words among all words: running text 25 to 35 in a hundred, official titles
# from 7 up, other languages in Latin letters 3 or fewer.
_ENOUGH = 0.06
# Of 25 English words and more, eight in a hundred are small ones at least, on all pages that were looked at; a Marathi
# or Nepali text has at least so many of its own, and half as many that are Hindi's too.
_SURE, _TELLING = 0.04, 25
_MOSTLY = 0.6  # of the letters
_EAST_ASIAN = ("han", "hangul", "kana")
_READ = 20_000  # characters are enough to tell
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
    if script in _EAST_ASIAN:
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


def is_plausible(text: str) -> bool:
    """Whether a text may be one that somebody wrote: English, or in another script than Latin.

    >>> is_plausible("India and Japan signed the agreement"), is_plausible("YRLUQRWLFHHW FRQGLWLRQV")
    (True, False)
    """
    return find_script(text) not in (None, "latin") or _share(text, "en") >= _ENOUGH


def check_language(text: str, lang: str, *, read: Collection[str], where: str) -> None:
    """Raise where a text is surely in a language that is not among ``read``.

    A page that is in two languages, or too short to tell, passes: little is found on it, but nothing is lost.

    Raises:
        PageError: the page is in another language.
    """
    if lang == "und" or lang in read or not _is_sure(text, lang):
        return
    name = load("languages")["names"].get(lang)
    raise PageError(
        f"The page seems to be in {f'{name} ({lang})' if name else lang}, which is not read",
        where=where,
        hint=f"Read are: {', '.join(sorted(read))}. If it is in one of them, say so with --language.",
    )


def _is_sure(text: str, lang: str) -> bool:
    counts = _count_scripts(text)
    script = find_script(text)
    if script == "devanagari":
        share = _share(text, lang)
        return share >= _SURE and share >= 2 * _share(text, "hi")
    if script == "latin":
        return len(_WORDS.findall(text[:_READ])) >= _TELLING and _share(text, "en") < _SURE
    # Japanese is written in two scripts.
    own = sum(counts[name] for name in {script, *(_EAST_ASIAN if script in _EAST_ASIAN else ())})
    return own >= _MOSTLY * counts.total()


def find_script(text: str) -> str | None:
    """Return the script that most of the letters are of; None where there are no letters that we know."""
    counts = _count_scripts(text)
    if not counts:
        return None
    # Names in Latin letters stand in every page; a page is in the other script where that has a fair share.
    script, most = counts.most_common(1)[0]
    if script == "latin":
        alphabets = ("latin", "cyrillic", "greek")  # a passage in one of these is a quotation
        other = [(n, name) for name, n in counts.items() if name not in alphabets and n * 3 >= most]
        return max(other)[1] if other else script
    return script


def _count_scripts(text: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for char, n in Counter(text).items():
        name = _scripts().get(ord(char) >> 4) if char.isalpha() or "\u0900" <= char <= "\u0dff" else None
        if name:
            counts[name] += n
    return counts


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
    words = _count_words(text[:_READ])
    total = words.total()
    return sum(words[word] for word in load("languages")["words"][code]) / total if total else 0.0


@lru_cache(maxsize=4)
def _count_words(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _WORDS.findall(text))
