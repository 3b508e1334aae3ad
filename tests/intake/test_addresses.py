"""Addresses: which text is one, its plain form, and what is refused, without a password in the message."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karar.errors import PageError
from karar.intake.addresses import canonical, host_of
from karar.intake.fetching import is_address, without_credentials


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("http://example.org", "http://example.org/"),
        ("  HTTPS://Example.ORG:443/a#b  ", "https://example.org/a"),
        ("http://example.org:8080/?q=1", "http://example.org:8080/?q=1"),
        ("http://example.org?", "http://example.org/?"),
        ("http://example.org/a/../b/./c", "http://example.org/b/c"),
        ("http://example.org/समाचार", "http://example.org/%E0%A4%B8%E0%A4%AE%E0%A4%BE%E0%A4%9A%E0%A4%BE%E0%A4%B0"),
        ("http://example.org/%E0%A4%B8 a", "http://example.org/%E0%A4%B8%20a"),
        ("http://भारत.भारत/", "http://xn--h2brj9c.xn--h2brj9c/"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("http://@example.org/", "http://example.org/"),
    ],
)
def test_an_address_has_one_plain_form(text, plain):
    """Host in small letters and ASCII, path and query encoded, no default port, no fragment; its own plain form."""
    assert canonical(text) == plain
    assert canonical(plain) == plain


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ftp://example.org/a", "Only http and https"),
        ("file:///etc/passwd", "Only http and https"),
        ("http:///a", "names no host"),
        ("http://a b/", "names no host"),
        ("http://[fe80::1%25eth0]/", "names no host"),
        ("http://example.org:99999/", "no port 99999"),
        ("http://example.org:0/", "no port 0"),
        ("http://example.org:x/", "malformed"),
        ("http://[::1/", "malformed"),
        ("http://exa\nmple.org/", "malformed"),
        ("http://" + "a" * 254, "names no host"),
        ("http://" + "a" * 5000, "more than 4096"),
    ],
)
def test_what_cannot_be_fetched_is_one_line(text, word):
    """The line says what is wrong, and is no longer than the eye can bear."""
    with pytest.raises(PageError, match=word) as error:
        canonical(text)
    assert len(str(error.value)) < 400


printable = st.characters(codec="utf-8", exclude_categories=("C", "Z"))
names = st.text(st.characters(codec="utf-8", exclude_characters="/?#@", exclude_categories=("C", "Z")), min_size=1)


@settings(max_examples=60)
# One that begins as a port does, and has a slash, cannot be told from a port and a path.
@given(name=names, password=st.from_regex(r"[A-Za-z]{3}", fullmatch=True), more=st.text(printable))
def test_a_password_is_refused_and_never_shown(name, password, more):
    """Whatever stands before the @ of a host, also a slash in a password, the message does not hold it."""
    with pytest.raises(PageError) as error:
        canonical(f"https://{name}:{password}{more}@example.org:bad/")
    assert error.value.where == "https://example.org:bad/"
    assert error.value.what in {
        "The address is malformed",
        "The address holds a user's name or password",
        "The address names no host",
    }


def test_credentials_alone_are_taken_out():
    """An @ further on in an address is no password's."""
    assert without_credentials("https://me:x@example.org/@user") == "https://example.org/@user"
    assert without_credentials("https://example.org/a@b") == "https://example.org/a@b"
    with pytest.raises(PageError, match=r"^https://example\.org/: The address holds a user's name"):
        canonical("https://me@example.org/")


@pytest.mark.parametrize("text", ["HTTP://x", "https://example.org", "ftp://x/y", "file:///x", " https://x "])
def test_a_scheme_makes_an_address(text):
    """Also one that is not fetched is an address: it is refused as such, and is no missing file."""
    assert is_address(text)


@pytest.mark.parametrize("text", ["-", "a.html", "/a/b", "C://x", "http:/x", "a:b", "https//x", "pages/http://x"])
def test_a_path_is_no_address(text):
    """What has no scheme with two slashes is a path."""
    assert not is_address(text)


def test_the_host_of_an_address():
    """Without port, brackets or letters that are not ASCII."""
    assert host_of("http://[::1]:8000/a") == "::1"
    assert host_of(canonical("http://भारत.भारत:81/")) == "xn--h2brj9c.xn--h2brj9c"
