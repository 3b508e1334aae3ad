"""Standing talks: which a claim tells of, rounds put together, outcomes, rhythm and what is due."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from karar.model.additions import Addition, AdditionSource, Held, identify_addition
from karar.model.claims import Actor, Quote, identify
from karar.model.commitments import Commitment, Linking
from karar.model.values import When
from karar.reference.dialogues import load_dialogues
from karar.tracking.dialogue_names import find_naming
from karar.tracking.dialogues import find_dialogues
from karar.tracking.history import Known
from karar.tracking.ical import to_ical
from tests.tracking.making import claim

TODAY = date(2025, 10, 10)
MADE = datetime(2025, 10, 10, tzinfo=UTC)


def says(text, *, act="consult", modality="done", start=100, **fields):
    """Make a claim with a quote that stands at 100 in its document."""
    made = claim(uri=f"https://news.example/{text[:40]}", act=act, modality=modality, **fields)
    return identify(msgspec.structs.replace(made, quote=Quote(text, start, start + len(text))))


def on(day):
    """Make a day."""
    return When(value=day, precision="day" if len(day) == 10 else "month", text=day)


def known(*claims):
    """Make what is known: each claim a commitment of its own."""
    return Known(Linking(tuple(Commitment(one.id, (one.id,)) for one in claims)), {one.id: one for one in claims})


def found(*claims, today=TODAY):
    """Return the dialogues of claims."""
    return find_dialogues(known(*claims), load_dialogues(), today)


@pytest.mark.parametrize(
    ("text", "mechanism", "words", "number", "every"),
    [
        ("The third India-Japan 2+2 Dialogue was held in Delhi.", "two-plus-two", "2+2 Dialogue", 3, None),
        ("The 12th annual summit took place in Gandhinagar.", "annual-summit", "annual summit", 12, "P1Y"),
        ("दोनों देशों के बीच 15वीं वार्षिक शिखर वार्ता हुई।", "annual-summit", "वार्षिक शिखर वार्ता", 15, "P1Y"),
        ("चौथी टू प्लस टू मंत्रिस्तरीय वार्ता टोक्यो में हुई।", "two-plus-two", "टू प्लस टू मंत्रिस्तरीय वार्ता", 4, None),
        ("Political consultations are held once a year.", "foreign-office", "Political consultations", None, "P1Y"),
        ("One joint working group met, as working groups do.", "working-group", "joint working group", None, None),
    ],
)  # fmt: skip
def test_talks_are_known_by_their_name(text, mechanism, words, number, every):
    """A name in the words, whichever the longest is, with the number of the round and how often it is held."""
    naming = find_naming(says(text), load_dialogues())
    assert naming is not None
    assert (naming.mechanism, naming.named, naming.number, naming.every) == (mechanism, True, number, every)
    assert [text[span.start - 100 : span.end - 100] for span in naming.evidence] == [words]


@pytest.mark.parametrize(
    ("text", "mechanism"),
    [
        ("The defence ministers of the two countries met in Seoul.", "defence-ministers"),
        ("दोनों देशों के नेशनल सिक्योरिटी एडवाइजर के बीच संवाद हुआ।", "security-advisers"),
        ("The foreign and defence ministers: Foreign Minister A and Defence Minister B met theirs.", "two-plus-two"),
        ("The Prime Minister received the Foreign Minister of Japan.", None),
        ("Delegations of the two sides met in Tokyo.", None),
        ("The pm was mild; talks went on until 6 pm.", None),
    ],
)
def test_talks_without_a_name_are_known_by_their_offices(text, mechanism):
    """The offices tell which talks a meeting is; where levels are mixed, or none is named, none is told."""
    naming = find_naming(says(text), load_dialogues())
    assert (naming.mechanism if naming else None) == mechanism


def test_offices_make_no_talks_of_a_paper():
    """A foreign minister who signs holds no foreign ministers' talks by that."""
    assert find_naming(says("Foreign Minister A signed the treaty.", act="sign"), load_dialogues()) is None


def test_a_person_stands_for_the_office_held_in_that_year():
    """A name without its office leads to it, for a party of the claim and in its years alone."""
    text = "राजनाथ सिंह और उनके समकक्ष ने बात की।"
    tables = load_dialogues()
    naming = find_naming(says(text, parties=("IN", "KR"), published="2021-03-28"), tables)
    assert naming is not None
    assert naming.mechanism == "defence-ministers"
    assert find_naming(says(text, parties=("JP", "KR"), published="2021-03-28"), tables) is None
    assert find_naming(says(text, parties=("IN", "KR"), published="2012-03-28"), tables) is None


def test_an_arrival_and_the_talks_after_it_are_one_round():
    """Two commitments three days apart at most are one round with its first and last day; what the page says besides
    came of it, but not what it tells of another year."""
    page = {"parties": ("IN", "KR"), "published": "2021-03-28"}
    arrived = says("दक्षिण कोरियाई रक्षा मंत्री यात्रा पर पहुंचे।", when=on("2021-03-25"), **page)
    talked = says("दोनों रक्षा मंत्रियों ने बात की। रक्षा मंत्री ने", when=on("2021-03-26"), **page)
    agreed = says("दोनों पक्ष सहमत हुए।", act="agree", **page)
    before = says("तब रोडमैप बना था।", act="agree", when=When(value="2019", precision="year", text="2019"), **page)
    (dialogue,) = found(arrived, talked, agreed, before)
    (meeting,) = dialogue.meetings
    assert (meeting.day, meeting.until, meeting.held) == ("2021-03-25", "2021-03-26", "held")
    assert meeting.outcome == (agreed.id,)
    assert dialogue.key == "dialogue:IN-KR:defence-ministers"


@pytest.mark.parametrize("day", [None, "2021-03-26"])
def test_a_paper_of_the_same_commitment_gives_the_talks_no_day(day):
    """A report of talks that was linked to a roadmap of 2019 tells of no talks in 2019; dated, they made no roadmap."""
    met_on = on(day) if day else None
    talks = says("The defence ministers of both countries held talks.", parties=("IN", "KR"), when=met_on)
    paper = says("In September 2019 both drew up a roadmap.", act="agree", parties=("IN", "KR"), when=on("2019-09"))
    both = Linking((Commitment(talks.id, (talks.id, paper.id)),))
    (dialogue,) = find_dialogues(Known(both, {one.id: one for one in (talks, paper)}), load_dialogues(), TODAY)
    (met,) = dialogue.meetings
    assert (met.day, met.commitments) == (day, (talks.id,))
    assert day is None or met.outcome == ()


def test_offices_that_meet_every_year_have_a_rhythm():
    """The words say how often also where the talks have no name of their own."""
    (dialogue,) = found(
        says("The National Security Advisers of India and Japan will hold a dialogue every year.", modality="planned")
    )
    assert (dialogue.mechanism, dialogue.rhythm.every, dialogue.rhythm.how) == ("security-advisers", "P1Y", "stated")


def test_rounds_of_other_numbers_are_never_one():
    """The second and the third round stay apart, even in one week; the same round told twice is one."""
    texts = ("The second space dialogue was held.", "The third space dialogue was held.", "Third space dialogue held.")
    claims = [
        says(text, when=on(day)) for text, day in zip(texts, ("2025-03-01", "2025-03-02", "2025-03-20"), strict=True)
    ]
    (dialogue,) = found(*claims)
    assert [meeting.number for meeting in dialogue.meetings] == [3, 2]


def test_rounds_show_a_rhythm_and_what_is_due():
    """From three dated rounds on the gaps give the rhythm; the next lies between the shortest and the longest gap."""
    days = ("2022-03-10", "2023-03-20", "2024-03-05")
    (dialogue,) = found(*(says(f"The cyber dialogue was held, {day}.", when=on(day)) for day in days))
    assert dialogue.rhythm is not None
    assert dialogue.due is not None
    assert (dialogue.rhythm.every, dialogue.rhythm.how) == ("P12M", "computed")
    assert (dialogue.due.first, dialogue.due.last) == ("2025-02-19", "2025-03-15")
    assert dialogue.due.overdue == (TODAY - date(2025, 3, 15)).days


def test_a_rhythm_that_nobody_can_compute_is_a_problem():
    """Uneven gaps and too few rounds are said, and nothing is due by them."""
    days = ("2010-03-10", "2011-03-20", "2024-03-05")
    (uneven,) = found(*(says(f"The cyber dialogue was held, {day}.", when=on(day)) for day in days))
    assert [problem.kind for problem in uneven.problems] == ["uneven-rhythm"]
    (few,) = found(says("The cyber dialogue was held.", when=on("2024-01-05")))
    assert [problem.kind for problem in few.problems] == ["no-rhythm"]
    assert uneven.due is None
    assert few.due is None


def test_a_plan_comes_before_the_rhythm():
    """What a page plans after the last round is next; a round told as held before its day is a problem."""
    held = says("The annual summit was held.", when=on("2024-08-20"), published="2024-08-21")
    plan = says("The annual summit will be held.", modality="planned", when=on("2025-12"), published="2025-09-01")
    (dialogue,) = found(held, plan)
    assert dialogue.due is not None
    assert (dialogue.due.how, dialogue.due.first, dialogue.due.last) == ("planned", "2025-12-01", "2025-12-31")
    early = says("The annual summit was held.", when=on("2025-08-20"), published="2024-08-21")
    assert [problem.kind for problem in found(early)[0].problems] == ["held-before-its-day"]


def test_an_agreement_to_meet_is_no_round():
    """Words that set talks up are kept as that; a paper signed at the summit tells that the summit was held."""
    founded = says("The two agreed to establish a dialogue on economic security.", act="agree", modality="decided")
    (dialogue,) = found(founded)
    assert (dialogue.set_up, dialogue.meetings, dialogue.standing) == ((founded.id,), (), True)
    signed = says("They signed it at the 15th annual summit.", act="sign", published="2025-08-29")
    caller = says("The prime ministers met.", published="2025-08-29")
    (summit,) = found(signed, caller)
    assert summit.mechanism == "annual-summit"
    assert [(one.number, len(one.commitments)) for one in summit.meetings] == [(15, 2)]


def test_a_bad_day_is_no_day():
    """A day that no calendar has (30 February) leaves the round undated in what is due, and stands as told."""
    (dialogue,) = found(says("The annual summit was held.", when=on("2025-02-30"), published="2025-03-01"))
    assert dialogue.meetings[0].day == "2025-02-30"
    assert to_ical([dialogue], {}, MADE).left_out == 1


DAYS = st.dates(date(2015, 1, 1), date(2025, 1, 1)).map(lambda day: on(day.isoformat()))


@settings(max_examples=30, deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=8, unique_by=lambda when: when.value), st.randoms())
def test_the_order_of_reading_makes_no_difference(days, random):
    """The same claims in any order give the same rounds, and every claim stands in exactly one."""
    claims = [says(f"The maritime dialogue was held, {when.value}.", when=when) for when in days]
    first = found(*claims)
    random.shuffle(claims)
    assert found(*claims) == first
    told = [name for one in first for meeting in one.meetings for name in meeting.commitments]
    assert sorted(told) == sorted(one.id for one in claims)


def test_a_calendar_that_calendars_take():
    """Whole days with an exclusive end, folded lines of 75 octets, text escaped; the same UIDs each time."""
    texts = ("The annual summit, held", "The 2+2 dialogue, held")
    people = (Actor("नरेंद्र मोदी", "person", "IN"), Actor("A, B; C", "person", "JP"))
    claims = [says(text, when=on("2025-08-29"), actors=people) for text in texts]
    dialogues = found(*claims)
    made = to_ical(dialogues, {"IN": "India", "JP": "Japan"}, MADE)
    assert made == to_ical(dialogues, {"IN": "India", "JP": "Japan"}, MADE)
    lines = made.content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    events = list(Calendar.from_ical(made.content).walk("VEVENT"))
    assert len(events) == made.events == 3  # two rounds, and the summit that is due a year later
    assert len({str(event["uid"]) for event in events}) == 3
    summit = next(event for event in events if "annual summit" in event["summary"] and event["status"] == "CONFIRMED")
    assert (summit["dtstart"].dt, summit["dtend"].dt) == (date(2025, 8, 29), date(2025, 8, 30))
    assert "नरेंद्र मोदी, A, B; C" in summit["description"]
    due = next(event for event in events if event["status"] == "TENTATIVE")
    assert (due["dtstart"].dt, due["dtend"].dt) == (date(2026, 8, 1), date(2026, 9, 1))


def added(**fields):
    """Make what a person added to a dialogue."""
    source = AdditionSource("https://ministry.example/a", published=fields.pop("published", None))
    return Held(identify_addition(Addition(source=source, who="a clerk", why="no page says so", **fields)), None, None)


def test_what_a_person_adds_counts_beside_what_was_read():
    """Rounds, one to come and the rhythm of talks that pages tell of, and talks that no page tells of."""
    read = says("The cyber dialogue was held.", when=on("2024-03-10"), published="2024-03-11")
    subject = "dialogue:IN-JP:cyber"
    given = [
        added(kind="event", track="meeting", subject=subject, what="held", day="2024-03-10", note="a roadmap"),
        added(kind="event", track="meeting", subject=subject, what="held", day="2023-02-01", place="Tokyo"),
        added(kind="fact", subject=subject, what="every", value="P1Y"),
        added(kind="milestone", subject="dialogue:FR-IN:space", what="third round", day="2026-05"),
    ]
    space, cyber = sorted(
        find_dialogues(known(read), load_dialogues(), TODAY, given), key=lambda one: one.key, reverse=False
    )
    assert space.key == "dialogue:FR-IN:space"
    assert space.due is not None
    assert (space.due.how, space.due.first) == ("planned", "2026-05-01")
    assert [(one.day, one.notes, len(one.commitments)) for one in cyber.meetings] == [
        ("2024-03-10", ("a roadmap",), 1),
        ("2023-02-01", (), 0),
    ]
    assert cyber.rhythm is not None
    assert (cyber.rhythm.every, cyber.rhythm.how, cyber.rhythm.claim) == ("P1Y", "added", given[2].addition.id)


def test_what_is_wrong_with_an_addition_is_shown():
    """No day of the calendar, a rhythm that nobody can compute: problems of the dialogue; nothing is dropped."""
    subject = "dialogue:IN-JP:cyber"
    given = [
        added(kind="event", track="meeting", subject=subject, what="held", day="2024-02-30"),
        added(kind="fact", subject=subject, what="every", value="often"),
    ]
    (dialogue,) = find_dialogues(known(), load_dialogues(), TODAY, given)
    assert {problem.kind for problem in dialogue.problems} == {"impossible-date", "no-rhythm"}
    assert [meeting.day for meeting in dialogue.meetings] == ["2024-02-30"]
