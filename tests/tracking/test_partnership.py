"""A partnership: what parties and groups promised each other, by pillar, with what is due, silent and contested."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karar.model.claims import Actor, Instrument
from karar.model.commitments import Linking
from karar.model.values import Duration, Period, When
from karar.reference.groups import Group, Membership
from karar.reference.rates import Rates
from karar.tracking.history import Known
from karar.tracking.partners import Partners
from karar.tracking.partnership import find_partnership, told_by
from tests.tracking.making import OFFICIAL, claim, money
from tests.tracking.test_pledges import IN_TEN_YEARS, known_of, pledge

ON = date(2026, 1, 1)
IN_JP = Partners(("IN", "JP"))
QUAD = Group(
    "quad", {"en": "The Quad"}, "2017-11-12", None, None, None,
    tuple(Membership(code, *([] if code != "AU" else ["2020-01-01"])) for code in ("AU", "IN", "JP", "US")),
)  # fmt: skip
UNION = Group("eu", {"en": "EU"}, None, None, None, "EU", (Membership("FR"), Membership("GB", None, "2020-01-31")))
FORUM = Group("forge", {"en": "Forum"}, "2026-02-04", None, None, None, ())


def agree(*sectors, **fields):
    """Make a claim that India and Japan agree on fields."""
    given = {"act": "agree", "modality": "decided", "sectors": sectors, "published": "2025-08-29"}
    return claim(**given | fields)


def find(rates, commitments, partners=IN_JP, **fields):
    """Return the partnership of commitments."""
    since = fields.pop("since", None)
    return find_partnership(known_of(commitments, **fields), partners, rates, ON, since=since)


def names(promises):
    """Return the ids of promises."""
    return [one.commitment for one in promises]


def test_promises_stand_by_pillar_newest_first(rates):
    """Each stands once; a field lists all that name it, also what stands in another pillar."""
    found = find(
        rates,
        {
            "a": [agree("defence", published="2024-01-01")],
            "b": [agree("cyber", "space")],
            "c": [agree("semiconductors")],
            "d": [agree()],
        },
    )
    assert [(part.pillar, names(part.promises)) for part in found.parts] == [
        ("security", ["b", "a"]),
        ("economic-security", ["c"]),
        ("technology", []),
        ("other", ["d"]),
    ]
    assert found.parts[0].fields == {"defence": ("a",), "cyber": ("b",)}
    assert found.parts[2].fields == {"space": ("b",)}


def test_meetings_stand_apart(rates):
    """A visit with its talks is one meeting on two days; neither is a promise, nor do the days dispute each other."""
    visit, talks = (
        agree("defence", act="consult", modality="done", when=When(value=day, precision="day", text=day))
        for day in ("2025-08-28", "2025-08-29")
    )
    found = find(rates, {"a": [visit, talks], "b": [agree("defence")]})
    assert (names(found.meetings), names(found.promises())) == (["a"], ["b"])
    assert {one.day for one in found.meetings[0].words} == {"2025-08-28", "2025-08-29"}
    assert found.contested == ()


def test_others_are_left_out(rates):
    """All asked for must take part; who else does is told."""
    commitments = {"a": [agree(parties=("IN", "KR"))], "b": [agree(parties=("CN", "IN", "JP"))]}
    found = find(rates, commitments)
    assert names(found.promises()) == ["b"]
    assert found.promises()[0].parties == ("CN", "IN", "JP")


def test_the_claim_that_is_told_and_its_sum(rates):
    """The headline's claim tells the promise; what the others bring (a sum, an initiative, a project) is quoted."""
    first = pledge(10**13, uri=OFFICIAL, publisher="ministry", **IN_TEN_YEARS)
    rupees = pledge(6 * 10**12, "INR", published="2025-08-30", modality="done")
    named = agree("finance", initiatives=("quad",), project="a fund", published="2025-08-30")
    again = agree("finance", published="2025-08-31")
    (one,) = find(rates, {"a": [rupees, named, again, first]}).promises()
    assert (one.claim, one.amount.currency, one.modality, one.giver, one.receiver) == (
        first.id, "JPY", "planned", "JP", "IN",
    )  # fmt: skip
    assert [words.claim for words in one.words] == [first.id, rupees.id, named.id]
    assert (one.initiatives, one.projects, one.reports, one.contested) == (("quad",), ("a fund",), 4, ())


def test_the_claim_with_the_paper_is_told():
    """Of reports of one step and one standing the one that names the paper is told, though it came later; a higher step
    or an official text comes before it."""
    bare = claim(act="agree", modality="done", published="2025-08-28")
    paper = claim(act="agree", modality="done", published="2025-08-29", instrument=Instrument("roadmap"))
    assert told_by([bare, paper]) == paper
    official = claim(OFFICIAL, act="agree", modality="done", published="2025-08-30")
    assert told_by([bare, paper, official]) == official


def test_both_sums_of_the_investment_agree(rates):
    """Ten trillion yen and six lakh crore rupees are one promise that nobody disputes; a tenth is disputed."""
    yen = pledge(10**13, published="2025-08-29")
    same = pledge(6 * 10**12, "INR", published="2025-08-29")
    tenth = pledge(6 * 10**11, "INR", published="2025-08-29")
    (one,) = find(rates, {"a": [yen, same]}).promises()
    assert one.contested == ()
    found = find(rates, {"a": [yen, tenth]})
    assert (found.contested, found.promises()[0].contested) == (("a",), ("promise",))


def test_what_is_due_overdue_and_silent(rates):
    """Due within 90 days, the nearest first; overdue, the latest first; half a year without a word is silence."""
    until = {"2026-01-15": "a", "2026-03-01": "b", "2030": "c", "2025-12-01": "d", "2025-10-01": "e"}
    commitments = {
        name: [agree("trade", published="2025-12-20", period=Period(end=end))] for end, name in until.items()
    }
    commitments["f"] = [agree("trade", published="2025-01-01")]
    commitments["g"] = [agree("trade", published="2024-01-01", act="deliver", modality="done")]
    found = find(rates, commitments)
    assert found.due == ("a", "b")
    assert found.overdue == ("d", "e")
    assert found.silent == ("f",)
    quiet = next(one for one in found.promises() if one.commitment == "f")
    assert (quiet.heard, quiet.silent) == ("2025-01-01", 365)


def test_since_a_day(rates):
    """Only what was told of on that day or later."""
    commitments = {"a": [agree("trade", published="2021-01-01")], "b": [agree("trade")]}
    assert names(find(rates, commitments, since=date(2025, 1, 1)).promises()) == ["b"]
    month = agree("trade", when=When(value="2025-08", precision="month", text="August"), published="2025-09-02")
    assert names(find(rates, {"a": [month]}, since=date(2025, 8, 1)).promises()) == ["a"]


def test_the_paper_and_the_delivery(rates):
    """A signed paper without a word of its delivery has a state of the one and no evidence of the other."""
    signed = agree("critical-minerals", act="sign", modality="done", instrument=Instrument("memorandum"))
    (one,) = find(rates, {"a": [signed]}).promises()
    assert (one.paper, one.delivery, one.instrument, one.grade) == ("signed", None, "memorandum", "claimed")


@pytest.mark.parametrize(
    ("parties", "fields", "how"),
    [
        (("IN", "JP"), {"initiatives": ("quad",)}, "named"),
        (("IN", "JP"), {}, None),
        (("IN", "JP", "US"), {}, "together"),
        (("IN", "JP", "KR", "US"), {}, None),
        (("AU", "IN", "JP"), {}, "together"),
        (("AU", "IN", "JP"), {"published": "2019-06-01"}, None),
    ],
)
def test_what_is_a_group_s(parties, fields, how):
    """Where it is named, or three or more members act alone; who was no member on the day does not count."""
    assert Partners((), (QUAD,)).how([agree(parties=parties, **fields)]) == how


def test_single_members_are_asked_for(rates):
    """With members a promise of two counts, by the membership of its day; strangers are named."""
    partners = Partners((), (QUAD,), members=True)
    assert partners.how([agree(parties=("IN", "JP"))]) == "members"
    assert partners.how([agree(parties=("AU", "IN"), published="2019-06-01")]) is None
    named = agree(parties=("AU", "IN"), published="2019-06-01", initiatives=("quad",))
    assert partners.strangers([named]) == ("AU",)
    assert Partners((), (QUAD,)).strangers([agree(parties=("IN", "JP"))]) == ()
    (one,) = find(rates, {"a": [named]}, Partners((), (QUAD,))).promises()
    assert (one.how, one.strangers) == ("named", ("AU",))


def test_a_group_that_is_a_party():
    """The Union's own promises; those of its members on the day only where members are asked for."""
    plain, wide = Partners(("IN",), (UNION,)), Partners(("IN",), (UNION,), members=True)
    own, french = agree(parties=("EU", "IN")), agree(parties=("FR", "IN"))
    assert [plain.how([one]) for one in (own, french)] == ["party", None]
    assert [wide.how([one]) for one in (own, french)] == ["party", "members"]
    british = [agree(parties=("GB", "IN"), published=day) for day in ("2019-05-01", "2021-05-01")]
    assert [wide.how([one]) for one in british] == ["members", None]


def test_an_outsider_beside_a_group_means_its_members():
    """South Korea and the Quad: what it promised any of them."""
    partners = Partners(("KR",), (QUAD,))
    assert partners.how([agree(parties=("IN", "KR"))]) == "members"
    assert partners.how([agree(parties=("KR", "VN"))]) is None
    assert partners.strangers([agree(parties=("IN", "KR"))]) == ()


def test_a_group_whose_members_nobody_published(rates):
    """What names it is found, nobody is a stranger to it, and its members are none."""
    named = agree(parties=("IN", "JP"), initiatives=("forge",), published="2025-12-01")
    found = find(rates, {"a": [named]}, Partners((), (FORUM,)))
    assert (names(found.promises()), found.members, found.promises()[0].strangers) == (["a"], {"forge": ()}, ())


# --- properties --------------------------------------------------------------------------------

_RATES = Rates({"2025-01-03": {"JPY": "165", "INR": "92"}}, {})
_SECTORS = ("defence", "cyber", "finance", "semiconductors", "space", "health")


@st.composite
def ledgers(draw):
    """Some commitments of India and others, with any act, fields, sums and days."""
    made = {}
    for name in "abcdefgh"[: draw(st.integers(1, 8))]:
        made[name] = [
            claim(
                act=draw(st.sampled_from(["agree", "pledge", "consult", "deliver", "withdraw", "propose"])),
                modality=draw(st.sampled_from(["done", "planned", "possible", "denied"])),
                parties=draw(st.sampled_from([("IN", "JP"), ("IN", "JP", "US"), ("IN", "KR")])),
                sectors=tuple(draw(st.lists(st.sampled_from(_SECTORS), max_size=3, unique=True))),
                amounts=draw(st.sampled_from([(), (money("100"),), (money("60", "INR"),)])),
                published=draw(st.sampled_from(["2025-01-03", "2024-06-01", None])),
                duration=draw(st.sampled_from([None, Duration(n=2, unit="year")])),
                actors=(Actor(f"{name}{number}", "office"),),
            )
            for number in range(draw(st.integers(1, 3)))
        ]
    return made


@settings(max_examples=60, deadline=None)
@given(ledgers())
def test_every_commitment_stands_once_and_every_sum_counts_once(commitments):
    """Promises and meetings are all that was asked for, each in one place; sums by pillar are those of the totals."""
    found = find_partnership(known_of(commitments), IN_JP, _RATES, ON)
    wanted = [name for name, claims in commitments.items() if any("JP" in one.parties for one in claims)]
    wanted = [name for name in wanted if {"IN", "JP"} <= {p for one in commitments[name] for p in one.parties}]
    assert sorted(names(found.promises()) + names(found.meetings)) == sorted(wanted)
    counted = sorted((t.rung, one.commitment) for t in found.pledges.totals.totals for one in t.counted)
    grouped = sorted((one.rung, name) for part in found.parts for one in part.sums for name in one.commitments)
    meetings = set(names(found.meetings))
    assert [one for one in counted if one[1] not in meetings] == [one for one in grouped if one[1] not in meetings]
    assert len(counted) == len(set(counted))


@settings(max_examples=30, deadline=None)
@given(ledgers(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(commitments, chance: random.Random):
    """The same facts in another order give the same partnership."""
    known = known_of(commitments)
    first = find_partnership(known, IN_JP, _RATES, ON)
    claims = chance.sample(list(known.claims.items()), len(known.claims))
    linking = Linking(tuple(chance.sample(known.linking.commitments, len(known.linking.commitments))))
    assert find_partnership(Known(linking, dict(claims)), IN_JP, _RATES, ON) == first
