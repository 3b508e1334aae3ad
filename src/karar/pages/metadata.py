"""What a page of HTML says of itself in its head: JSON-LD, Open Graph, meta names, ``<time>``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from karar.pages.dates import iso_day

_ARTICLES = ("Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "LiveBlogPosting", "WebPage", "Report")
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "publish-date",
    "publishdate",
    "publish_date",
    "pubdate",
    "date",
    "dc.date.issued",
    "dc.date",
    "dcterms.issued",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
    "article.published",
)
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified")


@dataclass(frozen=True, slots=True)
class Head:
    """The head's own words; each may be missing."""

    titles: tuple[str, ...] = ()
    site: str | None = None
    published: str | None = None
    updated: str | None = None
    lang: str | None = None


def read_head(root: html.HtmlElement) -> Head:
    """Return what the page says of itself. Headlines come in the order they are trusted."""
    metas = _metas(root)
    articles = list(_linked_data(root))
    headlines = [article.get("headline") for article in articles]
    titles = (*headlines, metas.get("og:title"), metas.get("twitter:title"), _text(root.find(".//title")))
    return Head(
        titles=tuple(
            dict.fromkeys(" ".join(title.split()) for title in titles if isinstance(title, str) and title.strip())
        ),
        site=metas.get("og:site_name") or _publisher(articles) or _host(root, metas),
        published=_first_day([a.get("datePublished") for a in articles], metas, _PUBLISHED)
        or _marked_day(root, "datepublished")
        or _time(root),
        updated=_first_day([a.get("dateModified") for a in articles], metas, _UPDATED)
        or _marked_day(root, "datemodified"),
        lang=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or metas.get("og:locale"),
    )


def _metas(root: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().casefold(), content)
    return found


def _linked_data(root: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD objects that describe an article, the page's own first."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").casefold() or not script.text:
            continue
        try:
            waiting = [json.loads(script.text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting = [*value, *waiting]
            elif isinstance(value, dict):
                kinds = value.get("@type")
                if any(kind in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                    yield value
                if isinstance(value.get("@graph"), list):
                    waiting += value["@graph"]


def _publisher(articles: list[dict[str, Any]]) -> str | None:
    for article in articles:
        publisher = article.get("publisher")
        if isinstance(publisher, list) and publisher:
            publisher = publisher[0]
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and name.strip():
            return " ".join(name.split())
    return None


def _host(root: html.HtmlElement, metas: dict[str, str]) -> str | None:
    canonical = next((link.get("href") for link in root.iter("link") if link.get("rel") == "canonical"), None)
    return host_of(metas.get("og:url") or canonical)


def host_of(address: str | None) -> str | None:
    """Return the host of an address without ``www.``, as a publisher's name of last resort.

    >>> host_of("https://www.example.org/a")
    'example.org'
    """
    try:
        host = urlsplit(address or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _first_day(stamps: list[Any], metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    candidates = [*stamps, *(metas.get(name) for name in names)]
    return next((day for stamp in candidates if isinstance(stamp, str) and (day := iso_day(stamp))), None)


def _marked_day(root: html.HtmlElement, prop: str) -> str | None:
    for node in root.xpath("//*[@itemprop]"):
        day = iso_day(node.get("datetime") or node.get("content") or "")
        if day and node.get("itemprop", "").casefold() == prop:
            return day
    return None


def _time(root: html.HtmlElement) -> str | None:
    """Return the day of the first ``<time>`` of the article, or of the page's only one."""
    around = "ancestor::nav or ancestor::aside or ancestor::footer or ancestor::li"
    times = root.xpath(f"//time[@datetime][not({around})]")
    inside = [node for node in times if node.xpath("ancestor::article or ancestor::main or ancestor::header")]
    for node in inside or (times if len(times) == 1 else []):
        names = f"{node.get('class') or ''} {node.get('itemprop') or ''}".casefold()
        day = iso_day(node.get("datetime"))
        if day and "updated" not in names and "modified" not in names:
            return day
    return None


def _text(node: html.HtmlElement | None) -> str | None:
    return node.text if node is not None else None
