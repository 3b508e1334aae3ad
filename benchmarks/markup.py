"""An article as a news site would serve it: about 100 kB of HTML, most of it menus, teasers, styles and scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from random import Random

SIZE = 100_000
BOXES = 40
SECTIONS = {
    "hi": ("देश", "दुनिया", "राज्य", "खेल", "मनोरंजन", "कारोबार", "शिक्षा", "सेहत", "धर्म", "तकनीक", "मौसम", "वीडियो"),
    "en": (
        "Home",
        "World",
        "Nation",
        "Sport",
        "Films",
        "Business",
        "Schools",
        "Health",
        "Faith",
        "Technology",
        "Weather",
    ),
}
WORDS = ("init", "slot", "render", "queue", "user", "track", "event", "consent", "lazy", "bid", "cache", "node", "auth")


def wrap(paragraphs: Sequence[str], teasers: Sequence[str], lang: str, seed: int, *, size: int = SIZE) -> bytes:
    """Return a page of about ``size`` bytes around an article; the same seed gives the same page.

    About a third of it is elements of the page (menus, boxes of teasers, places for advertisements, a footer), the
    rest styles, scripts and a state in JSON, as pages of the press have them.

    Args:
        paragraphs: the article; its first line is the headline.
        teasers: headlines of other articles, for the boxes beside and below it; without any it has no boxes.
        lang: of the menus.
        seed: makes names, numbers and the choice of teasers.
        size: bytes of UTF-8.
    """
    random = Random(seed)
    title, *body = paragraphs
    chosen = random.choices(teasers, k=BOXES) if teasers else []
    top = _head(title, lang, chosen, random) + _menu(lang, random)
    rest = _article(title, body, random) + _boxes(chosen, random) + _footer(lang, random)
    missing = size - len((top + rest).encode()) - 60
    return (f"{top}{rest}<script>{_program(random, max(missing, 0))}</script></body></html>").encode()


def _head(title: str, lang: str, teasers: Sequence[str], random: Random) -> str:
    linked = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "inLanguage": lang}
    state = {
        "page": {"id": random.randrange(10**8), "lang": lang},
        "related": [{"t": line, "n": n} for n, line in enumerate(teasers)],
    }
    styles = "".join(
        f".{_name(random)}{{margin:{random.randrange(40)}px;color:#{random.randrange(4096):03x}}}" for _ in range(300)
    )
    links = "".join(f'<link rel="preload" as="script" href="/static/{_name(random)}.js">' for _ in range(25))
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width">{links}'
        f'<meta property="og:title" content="{escape(title)}">'
        f'<script type="application/ld+json">{json.dumps(linked, ensure_ascii=False)}</script>'
        f"<style>{styles}</style><script>window.__STATE__={json.dumps(state)}</script></head>"
    )


def _menu(lang: str, random: Random) -> str:
    entries = [
        f'<li class="menu-item {_name(random)}"><a href="/{_name(random)}" data-n="{n}">{section}</a></li>'
        for n in range(5)
        for section in SECTIONS[lang]
    ]
    return f'<body class="single-post"><header class="site-header"><nav><ul>{"".join(entries)}</ul></nav></header>'


def _article(title: str, body: Sequence[str], random: Random) -> str:
    slot = '<div class="ad-slot" id="{}"><script>bid.push({})</script></div>'
    lines = [
        f"<p>{escape(line)}</p>" + (slot.format(_name(random), random.randrange(999)) if number % 3 == 2 else "")
        for number, line in enumerate(body)
    ]
    content = f'<div class="entry-content">{"".join(lines)}</div>'
    return f'<main><article class="post"><h1>{escape(title)}</h1>{content}</article>'


def _boxes(teasers: Sequence[str], random: Random) -> str:
    cards = [
        f'<div class="card {_name(random)}"><a href="/{_name(random)}-{n}"><img src="/i/{n}.webp" alt="">'
        f'<h3>{escape(line)}</h3></a><span class="time">{random.randrange(1, 24)}:00</span></div>'
        for n, line in enumerate(teasers)
    ]
    half = len(cards) // 2
    return (
        f'<section class="related-posts">{"".join(cards[:half])}</section></main>'
        f'<aside class="sidebar"><div class="popular">{"".join(cards[half:])}</div></aside>'
    )


def _footer(lang: str, random: Random) -> str:
    entries = "".join(f'<a href="/{_name(random)}">{section}</a> ' for section in SECTIONS[lang] * 3)
    return f'<footer class="site-footer"><div class="links">{entries}</div><p>© 2025</p></footer>'


def _program(random: Random, size: int) -> str:
    parts: list[str] = []
    length = 0
    while length < size:
        name, other, number = _name(random), _name(random), random.randrange(10**6)
        part = f"function {name}(e,t){{var n=t||{{}};if(e<{number}&&n.{other}){{return {other}(n,[{number % 97}])}}}}"
        parts.append(part)
        length += len(part)
    return "".join(parts)[:size]


def _name(random: Random) -> str:
    return f"{random.choice(WORDS)}-{random.choice(WORDS)}{random.randrange(1000)}".replace(
        "-", "_", random.randrange(2)
    )
