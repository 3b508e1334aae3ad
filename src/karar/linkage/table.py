"""The comparison table: in which ways two claims may be alike, written once for every engine.

Each row (`Comparison`) has levels, tried from the first on; the last one holds where none before does. Their
conditions are SQL that SQLite, DuckDB and Spark read alike: ``=``, ``AND``, ``OR``, ``IN``, ``IS NULL``, ``abs``,
``bit_count``, ``CAST``, ``&`` and arithmetic, on the columns of two comparison records with ``_l`` and ``_r`` behind
their names. All are symmetrical: which claim stands left makes no difference. Where ``silent`` holds one of the two
says nothing, and the row weighs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of likeness: its name, and the SQL condition; an empty one always holds."""

    name: str
    sql: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One row of the table.

    Attributes:
        name: what is compared.
        columns: the record's columns that it looks at.
        silent: where one of the two says nothing.
        levels: from most to least alike.
    """

    name: str
    columns: tuple[str, ...]
    silent: str
    levels: tuple[Level, ...]


def _missing(*columns: str) -> str:
    """Return the condition that one of two records says nothing in these columns."""
    return " OR ".join(f"{column}_{side} IS NULL" for column in columns for side in "lr")


def _shared(*masks: str) -> str:
    """Return how many bits two sets of masks share, as SQL."""
    return "(" + " + ".join(_bits(f"{mask}_l & {mask}_r") for mask in masks) + ")"


def _bits(mask: str) -> str:
    """Return the number of a mask's bits as SQL, in a type that may be multiplied (DuckDB counts in one byte)."""
    return f"CAST(bit_count({mask}) AS INTEGER)"


def _any_shared(*columns: str) -> str:
    """Return the condition that one of these columns of one record equals one of the other's."""
    right = ", ".join(f"{column}_r" for column in columns)
    return " OR ".join(f"{column}_l IN ({right})" for column in columns)


def _size(side: str, *masks: str) -> str:
    return "(" + " + ".join(_bits(f"{mask}_{side}") for mask in masks) + ")"


def _least(left: str, right: str) -> str:
    return f"(CASE WHEN {left} < {right} THEN {left} ELSE {right} END)"


_GAP = "abs(day_l - day_r)"
_FIRMER = "((day_l < day_r AND firm_l < firm_r) OR (day_r < day_l AND firm_r < firm_l))"
_SAME_SUM = (
    "(cur_l = cur_r AND abs(num_l - num_r) <= {0}) OR (cur_l = cur2_r AND abs(num_l - num2_r) <= {0})"
    " OR (cur2_l = cur_r AND abs(num2_l - num_r) <= {0}) OR (cur2_l = cur2_r AND abs(num2_l - num2_r) <= {0})"
)
# Where one text alone says that it tells of a part (the first cue of `data/cues.toml`), a tenth is no slip.
_SLIP = "(cue_l & 1) = (cue_r & 1) AND (abs(abs(usd_l - usd_r) - 1) <= 0.02 OR abs(abs(usd_l - usd_r) - 2) <= 0.02)"
AT_THE_RATE = "same at the day's rate"
WORTH = "(cur_l IS NULL OR cur_r IS NULL OR cur_l <> cur_r) AND abs(usd_l - usd_r) <= 0.05"
"""That two sums in two currencies are the same at the day's rate."""
WORTH_FLAG = f"CASE WHEN {WORTH} THEN 1 ELSE 0 END"
_SUBJECT = _shared("subject1", "subject2")
_SUBJECT_SIZE = _least(_size("l", "subject1", "subject2"), _size("r", "subject1", "subject2"))
_WORDS = _shared("word1", "word2", "word3", "word4")
_FEWER = _least("words_l", "words_r")

COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        "roles",
        ("giver",),
        _missing("giver"),
        (Level("same giver", "giver_l = giver_r"), Level("other giver")),
    ),
    Comparison(
        "act",
        ("act", "stage", "day"),
        "act_l IS NULL OR act_r IS NULL",
        (
            Level("same act", "act_l = act_r"),
            Level("two steps of a promise", "stage_l = 0 AND stage_r = 0"),
            Level("talks and a promise", "(stage_l = 3 AND stage_r = 0) OR (stage_l = 0 AND stage_r = 3)"),
            Level("promise and delivery at once", f"stage_l + stage_r = 1 AND {_GAP} <= 7"),
            Level("promise, delivery later", "stage_l + stage_r = 1"),
            Level("acts that exclude each other"),
        ),
    ),
    Comparison(
        "firmness",
        ("firm", "day"),
        f"{_GAP} > 14",  # what comes later is another step: see `published`
        (
            Level("as firm", "firm_l = firm_r"),
            Level("a step apart", "abs(firm_l - firm_r) = 1"),
            Level("one denies it", "firm_l = 0 OR firm_r = 0"),
            Level("some steps apart"),
        ),
    ),
    Comparison(
        "sector",
        ("sectors", "sector1", "sector2", "sector3"),
        _missing("sectors"),
        (
            Level("same", "sectors_l = sectors_r"),
            Level("one in common", _any_shared("sector1", "sector2", "sector3")),
            Level("none in common"),
        ),
    ),
    Comparison(
        "instrument",
        ("paper",),
        _missing("paper"),
        (
            Level("same kind", "paper_l = paper_r"),
            Level("other kind"),
        ),
    ),
    Comparison(
        "subject",
        ("subject1", "subject2"),
        _missing("subject1", "subject2"),
        (
            Level("same", f"{_SUBJECT} * 10 >= 6 * {_SUBJECT_SIZE}"),
            Level("alike", f"{_SUBJECT} * 10 >= 3 * {_SUBJECT_SIZE}"),
            Level("other, in two languages", "lang_l <> lang_r"),
            Level("other"),
        ),
    ),
    Comparison(
        "initiative",
        ("initiative1", "initiative2"),
        _missing("initiative1"),
        (Level("same", _any_shared("initiative1", "initiative2")), Level("other")),
    ),
    Comparison(
        "sum",
        ("cur", "num", "cur2", "num2", "usd", "cue"),
        _missing("num"),
        (
            Level("same sum", _SAME_SUM.format("0.0005")),
            Level("same sum, rounded", _SAME_SUM.format("0.03")),
            Level(AT_THE_RATE, WORTH),
            Level("same number, no currency", "(cur_l IS NULL OR cur_r IS NULL) AND abs(num_l - num_r) <= 0.0005"),
            Level("ten or a hundred times the other", _SLIP),
            Level("no rate to compare by", "usd_l IS NULL OR usd_r IS NULL"),
            Level("other sum"),
        ),
    ),
    Comparison(
        "end",
        ("until",),
        _missing("until"),
        (Level("same year", "until_l = until_r"), Level("other year")),
    ),
    Comparison(
        "length",
        ("months",),
        _missing("months"),
        (Level("same", "abs(months_l - months_r) <= 0.5"), Level("other")),
    ),
    Comparison(
        "count",
        ("unit", "count"),
        _missing("unit", "count"),
        (
            Level("same", "unit_l = unit_r AND abs(count_l - count_r) <= 0.0005"),
            Level("other", "unit_l = unit_r"),
            Level("of other things"),
        ),
    ),
    Comparison(
        "place",
        ("place1", "place2"),
        _missing("place1", "place2"),
        (
            Level("one in common", f"{_shared('place1', 'place2')} > 0"),
            Level("other, in two languages", "lang_l <> lang_r"),
            Level("other"),
        ),
    ),
    Comparison(
        "actors",
        ("actor1", "actor2"),
        _missing("actor1", "actor2"),
        (
            Level("one in common", f"{_shared('actor1', 'actor2')} > 0"),
            Level("other, in two languages", "lang_l <> lang_r"),
            Level("other"),
        ),
    ),
    Comparison(
        "act's day",
        ("first", "last"),
        _missing("first", "last"),
        (
            Level("same day", "first_l = first_r AND last_l = last_r AND first_l = last_l"),
            Level("may be the same", "first_l <= last_r AND first_r <= last_l"),
            Level("another day"),
        ),
    ),
    Comparison(
        "published",
        ("day", "firm"),
        _missing("day"),
        (
            Level("within a day", f"{_GAP} <= 1"),
            Level("within four days", f"{_GAP} <= 4"),
            Level("within two weeks", f"{_GAP} <= 14"),
            Level("later and firmer", f"{_GAP} <= 1100 AND {_FIRMER}"),
            Level("within two months", f"{_GAP} <= 60"),
            Level("later, and no firmer"),
        ),
    ),
    Comparison(
        "words",
        ("word1", "word2", "word3", "word4", "words", "lang"),
        "words_l = 0 OR words_r = 0 OR lang_l <> lang_r",
        (
            Level("most are the same", f"{_WORDS} * 10 >= 6 * {_FEWER}"),
            Level("many are the same", f"{_WORDS} * 20 >= 7 * {_FEWER}"),
            Level("some are the same", f"{_WORDS} * 10 >= 2 * {_FEWER}"),
            Level("few are the same"),
        ),
    ),
    Comparison(
        "words across languages",
        ("word1", "word2", "word3", "word4", "words", "lang"),
        "words_l = 0 OR words_r = 0 OR lang_l = lang_r",
        (
            Level("many sound the same", f"{_WORDS} * 10 >= 3 * {_FEWER}"),
            Level("some sound the same", f"{_WORDS} * 10 > {_FEWER}"),
            Level("few sound the same"),
        ),
    ),
)
"""The table, in the order in which it is told. A new row's weights are learnt by `tools/train_linkage.py`."""


def level_sql(comparison: Comparison, outcomes: dict[str, str], silent: str) -> str:
    """Return a CASE that gives an outcome by level; ``silent`` where one of the two says nothing."""
    cases = [f"WHEN {comparison.silent} THEN {silent}"]
    cases += [f"WHEN {level.sql} THEN {outcomes[level.name]}" for level in comparison.levels if level.sql]
    return f"CASE {' '.join(cases)} ELSE {outcomes[comparison.levels[-1].name]} END"
