"""Runs of text to lines: spaces, signs that are drawn apart, fonts that fill in for one another."""

import pytest

from karar.pages.devanagari import put_in_order
from karar.pages.rows import find_lines, turn_upright
from karar.pages.sheets import Run, Sheet

SIZE = 10.0


def run(text: str, x: float, *, y: float = 700.0, widths: list[float] | None = None, **given: float) -> Run:
    """Make a run whose letters are 6 points wide, its spaces 3, its signs nothing."""
    own = [3.0 if char == " " else 0.0 if "\u093a" <= char <= "\u094d" else 6.0 for char in text]
    widths = own if widths is None else widths
    order, font, turned = (int(given.get(name, 0)) for name in ("order", "font", "turned"))
    return Run(text, x, y, sum(widths), SIZE, font, order, False, turned, widths)


def lines(*runs: Run) -> list[str]:
    """Return the text of the lines that runs make, drawn in this order."""
    drawn = [Run(r.text, r.x, r.y, r.width, r.size, r.font, n, r.bold, r.turned, r.widths) for n, r in enumerate(runs)]
    return [line.text for line in find_lines(turn_upright(Sheet(595.0, 842.0, drawn)), 0)]


@pytest.mark.parametrize(("x", "text"), [(90.0, "अबसद"), (91.0, "अबसद"), (92.5, "अब सद"), (105.0, "अब सद")])
def test_a_gap_is_a_space(x, text):
    """Two runs are two words where the gap between them is wider than letters stand apart."""
    assert lines(run("अब", 78.0), run("सद", x)) == [text]


def test_a_wide_gap_divides_cells():
    """What stands far to the right on one base line is another cell."""
    assert lines(run("one", 72.0), run("two", 130.0)) == ["one", "two"]


def test_a_cluster_without_widths_is_not_the_end_of_a_word():
    """A font may say what a cluster reads and not how wide it is; the run after it goes on."""
    assert lines(run("ट्रि", 72.0, widths=[]), run("लियन", 81.0)) == ["ट्रिलियन"]


def test_a_sign_drawn_apart_goes_behind_its_letter():
    """A vowel sign that is drawn at a place of its own stands behind the letter that ends there."""
    assert lines(run("हई", 72.0), run("ु", 77.9, y=699.0, widths=[0.0]), run(" कल", 84.0)) == ["हुई कल"]
    assert lines(run("राषट", 72.0), run("्र", 90.1, y=699.0, widths=[0.0, 6.0])) == ["राषट्र"]


def test_a_space_that_was_put_in_behind_a_sign_is_none():
    """A space as wide as those that are put in, and not as the font's own, is none behind a vowel sign."""
    widths = [6.0, 0.0, 2.5, 6.0, 3.0, 6.0, 6.0, 3.0, 6.0]
    assert lines(run("के न पर स", 72.0, widths=widths)) == ["केन पर स"]


def test_a_joiner_takes_no_room():
    """Whatever a font says of a joiner's width, the letter behind it goes on where the one before it ended."""
    assert lines(run("श्\u200d", 72.0, widths=[6.0, 0.0, 5.0]), run("व", 78.0)) == ["श्\u200dव"]


def test_another_font_fills_in():
    """Commas, digits and spaces of another font, drawn before the words, stand where they were drawn."""
    words = run("July at ten", 72.0, widths=[6.0] * 4 + [18.0] + [6.0, 6.0, 5.5, 6.0, 6.0, 6.0])
    assert lines(run("22", 99.0, font=1), run(",", 126.0, widths=[2.5], font=1), words) == ["July 22 at, ten"]


def test_overprinted_letters_are_read_once():
    """Bold letters that are drawn twice, a hair apart, are read once."""
    assert lines(run("Pact", 72.0), run("Pact", 72.3)) == ["Pact"]


def test_a_table_on_its_side_is_read_and_a_stamp_is_not():
    """Where most letters stand on their side, they are read; a few that do are a stamp or a watermark."""
    table = [run("first", 300.0, y=100.0, turned=90), run("second", 314.0, y=100.0, turned=90)]
    assert lines(*table) == ["first", "second"]
    assert lines(run("the text itself", 72.0), run("DRAFT", 300.0, turned=45)) == ["the text itself"]


def test_runs_that_leap_about_are_read_by_their_place():
    """Where a file draws its lines in no order, their places on the sheet tell."""
    sheet = [run(f"line {i}", 72.0, y=700.0 - 14 * i, order=(i * 7) % 12) for i in range(12)]
    found = [line.text for line in find_lines(turn_upright(Sheet(595.0, 842.0, sheet)), 0)]
    assert found == [f"line {i}" for i in range(12)]


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("\u093fस\u094d\u0925\u093fत", "स्थिति"),
        ("िववाद", "विवाद"),
        ("सहयाेग", "सहयोग"),
        ("भारत य", "भारत य"),
        ("यू क ् रेन", "यू क् रेन"),
        ("शिक्षा नीति में किया", "शिक्षा नीति में किया"),
        ("India and Japan", "India and Japan"),
    ],
)
def test_signs_in_order(drawn, read):
    """What stands as no text is read is put in order; all else stays as it is."""
    assert put_in_order([drawn])[0] == [read]
