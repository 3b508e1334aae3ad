"""Verb groups of languages like English: auxiliaries, adverbs between them, chains, participles."""

from __future__ import annotations

from dataclasses import replace

from karar.frames.types import Clause, VerbGroup
from karar.frames.verbgroups import VerbToken, group_modality
from karar.model.lexicon import Hit
from karar.model.mentions import Mention
from karar.reference.load import Pack
from karar.text.sentences import Sentence

NAMES = frozenset({"party", "person", "office", "organisation", "ministry", "metonym", "demonym", "reference", "bloc"})
_AUXILIARIES = frozenset(
    {"will", "would", "may", "can", "should", "have", "do", "be-pres", "be-past", "be", "been", "being", "to"}
)
_BE_OR_HAVE = frozenset({"be-pres", "be-past", "have", "be", "been"})
_BE = frozenset({"be-pres", "be-past", "be", "been", "being"})
_MAIN = frozenset({"base", "pres", "past", "ing"})
_SUBJECTS = frozenset({"party", "person", "office", "organisation", "ministry", "metonym", "reference", "bloc"})
_TOGETHER = frozenset({"agree", "decide", "concur", "sign", "exchange", "conclude", "discuss", "hold"})
_SHORT_ADVERB = 5  # "only", "July" and the like
_ASKING = frozenset({"suggest", "propose", "request", "urge"})
_MODALS = ("will", "would", "can")
_JOINTS = ("and", ",", "&")
_SHARED = frozenset({"will", "would", "may", "can", "to"})
_MODAL_TAGS = frozenset({"will", "would", "may", "can"})
_SPOKEN_OF = frozenset({"topic", "for", "in"})
_GOVERNING = _SHARED | {"do", "should"}
_OBJECTS = NAMES | {"amount", "quantity", "instrument"}


def says_together(clause: Clause) -> bool:
    """Whether a leader's "we" is both sides: "we have agreed", "we signed"; in "we will build" it may be one."""
    verbs = clause.verbs
    if verbs is None or verbs.modality != "done" or not set(verbs.lemmas) & _TOGETHER:
        return False
    said = next((m for m in clause.mentions if m.kind == "reference" and m.value == "we"), None)
    return said is not None and said.end <= verbs.start and not clause.sent.text[said.end : verbs.start].strip()


class Reader:
    """One sentence's tokens with what the lexicon says of each."""

    def __init__(self, sent: Sentence, taken: list[Mention], pack: Pack) -> None:
        self.sent, self.tokens = sent, sent.tokens
        self.pronouns, self.articles = pack.settings["pronouns"], pack.settings["articles"]
        self.verbs: dict[int, list[Hit]] = {}
        for hit in sent.of("verb"):
            self.verbs.setdefault(hit.start, []).append(hit)
        self.particles: dict[tuple[int, int], str] = {}
        for hit in sent.of("particle"):
            self.particles.setdefault((hit.start, hit.end), hit.entry.value)
        self.joints = {hit.end for hit in sent.of("particle") if hit.entry.value == "and"}  # "as well as"
        self.lights, self.cases = ({hit.start for hit in sent.of(kind)} for kind in ("light", "case"))
        self.names = [m for m in taken if m.kind in NAMES]
        self.covered = {start for m in self.names for start, _ in sent.words(m.start, m.end)}
        self.sums = {m.start for m in taken if m.kind == "amount"}
        self.opening = {m.start for m in taken if m.kind in _OBJECTS}
        # "organised crime", "related industries": a form inside a longer term is no verb.
        # So is one that opens a preposition: "given their size", "following comments by".
        longer = [*sent.of("sector"), *sent.of("case")]
        self.terms = {hit.start: hit.end for hit in sorted(longer, key=lambda hit: hit.end)}
        self.subjects = {m.end: m for m in self.names if m.kind in _SUBJECTS}

    def verb(self, place: int, form: str = "") -> tuple[VerbToken, Hit] | None:
        """Return the verb at token ``place`` (the longest, a past form first, of ``form`` alone) and its hit."""
        start, _ = self.tokens[place]
        if start in self.covered or (
            self.particle(place) == "private" and self.sent.stored(start, start + 1).isupper()
        ):
            return None  # "Kisumu Cement Limited"
        hits = self.verbs.get(start)
        if hits is not None and form:
            hits = [hit for hit in hits if hit.entry.attrs.get("form", "base") == form]
        if not hits:
            return None
        hit = max(hits, key=lambda hit: (hit.end, hit.entry.attrs.get("form") == "past", "noun" not in hit.entry.attrs))
        if "-" in (self.sent.text[max(0, start - 1) : start], self.sent.text[hit.end : hit.end + 1]):
            return None  # "Made-in-Italy", "cyber-enabled"
        if self.terms.get(start, 0) > hit.end or (hit.entry.attrs.get("use") == "guest" and self._is_guest(place)):
            return None
        return VerbToken(hit.start, hit.end, hit.entry.value, hit.entry.attrs.get("form", "base")), hit

    def _is_guest(self, place: int) -> bool:
        """Whether the participle at ``place`` is an adjective of an official: "visiting Kenyan President Ruto"."""
        after = self.tokens[place + 1][0] if place + 1 < len(self.tokens) else -1
        name = next((m for m in self.names if m.start == after), None)
        if name is None or name.kind in ("office", "person"):
            return name is not None
        return any(m.kind in ("office", "person", "ministry") and 0 < m.start - name.end <= 2 for m in self.names)

    def particle(self, place: int) -> str | None:
        """Return what the word at ``place`` does, None where it is no particle."""
        return self.particles.get(self.tokens[place])

    def light(self, place: int) -> bool:
        """Whether the word may stand inside a verb group."""
        word = self.word(place)
        adverb = len(word) > _SHORT_ADVERB and word.endswith("ly") and self.tokens[place][0] not in self.covered
        return adverb or self.tokens[place][0] in self.lights

    def preposition(self, place: int) -> bool:
        """Whether a preposition stands at ``place``."""
        return self.tokens[place][0] in self.cases

    def opens_object(self, place: int) -> bool:
        """Whether the token at ``place`` opens what a verb before it is done to: an article, a number, a name."""
        start, _ = self.tokens[place]
        if start in self.opening or self.sent.text[start].isdigit():
            return True
        if self.particle(place) == "determiner":
            return not self.preposition(place)
        return self.sent.stored(start, start + 1).isupper()

    def word(self, place: int) -> str:
        """Return the token at ``place``."""
        start, end = self.tokens[place]
        return self.sent.text[start:end]

    def subject(self, place: int) -> Mention | None:
        """Return the name that ends right before token ``place``, None where none does or it is a possessive."""
        if not place or self.word(place - 1).endswith("'s"):
            return None
        return self.subjects.get(self.tokens[place - 1][1])

    def governed(self, name: Mention) -> bool:
        """Whether a preposition stands right before ``name`` (a determiner aside)."""
        place = next((n for n, (start, _) in enumerate(self.tokens) if start == name.start), 0)
        if place and self.particle(place - 1) == "determiner" and not self.preposition(place - 1):
            place -= 1
        return place > 0 and (self.preposition(place - 1) or self.word(place - 1) == "of")

    def spoken_of(self, name: Mention) -> bool:
        """Whether "on", "for" or "in" stands right before ``name``: in "consultations on EU funds" it is no subject."""
        return any(hit.end + 1 == name.start and hit.entry.value in _SPOKEN_OF for hit in self.sent.of("case"))

    def plural(self, name: Mention) -> bool:
        """Whether ``name`` is one of two that are coordinated, or itself a plural."""
        text = self.sent.text
        if text[: name.end].endswith(("s", "they", "we")) and name.kind in ("office", "reference"):
            return True
        last = text.rfind(" ", name.start, name.end) + 1
        if name.kind == "organisation" and last and text[: name.end].endswith("s"):
            return self.sent.stored(last, last + 1).islower()  # "Chinese banks"
        return any(
            other is not name
            and other.end <= name.start
            and text[other.end : name.start].strip() in ("and", ",", "&", "-")
            for other in self.names
        )


class _Run:
    """The verb group being read."""

    def __init__(self) -> None:
        self.tokens: list[VerbToken] = []
        self.chains: set[int] = set()
        self.negated = False
        self.participle = False
        self.stated = False
        self.either = False
        self.shared: tuple[VerbToken, ...] = ()  # auxiliaries of a group before: "will buy … and open"

    @property
    def last(self) -> VerbToken | None:
        """The last token read."""
        return self.tokens[-1] if self.tokens else None


class _Groups:
    """The groups read so far, the one being read, and the auxiliaries that a verb joined on would share."""

    def __init__(self, pack: Pack) -> None:
        self.done: list[VerbGroup] = []
        self.run = _Run()
        self.lead: tuple[VerbToken, ...] = ()
        self.passive: tuple[VerbToken, ...] = ()
        self._pack = pack

    def close(self) -> None:
        """End the group being read, if one is."""
        run, self.run = self.run, _Run()
        group = _group_of(run, self._pack) if run.tokens else None
        if group is None:
            return
        before = self.done[-1] if self.done else None
        if group.tags == ("base",) and before is not None and before.finite and set(before.lemmas) & _ASKING:
            group = replace(group, finite=False)  # "suggested that China give credit": what is asked for
        self.done.append(group)
        if run.shared or run.participle or group.tags[0] == "ing":
            return
        self.passive = tuple(run.tokens[:-1]) if group.finite and group.passive and not group.negated else ()
        main = next((n for n, verb in enumerate(run.tokens) if verb.tag in _MAIN and verb.start not in run.chains), 0)
        lead = tuple(run.tokens[:main])
        if group.passive:
            lead = tuple(verb for verb in lead if verb.tag in _MODAL_TAGS)  # "will be raised and meet twice a year"
        self.lead = lead if {verb.tag for verb in lead} & _SHARED and not group.negated else ()


def verb_groups(sent: Sentence, taken: list[Mention], pack: Pack) -> list[VerbGroup]:
    """Return the sentence's verb groups in order, finite and not."""
    reader = Reader(sent, taken, pack)
    groups = _Groups(pack)
    place = 0
    while place < len(reader.tokens):
        run = groups.run
        if not run.tokens and reader.tokens[place][0] not in reader.verbs:
            run.negated = reader.particle(place) == "negation"  # "never signed"
            place += 1
            continue
        found = reader.verb(place)
        joined = _joined(reader, place) if groups.lead and not run.tokens else None
        again = not run.tokens and found is not None and found[0].tag == "to" and _again(reader, place, groups.lead)
        governed = run.last is not None and run.last.tag in _GOVERNING
        found = joined or (reader.verb(place, form="base") if governed else None) or found  # "to set up"
        verb = found is not None and (
            joined is not None or found[0].tag in _AUXILIARIES or _is_verb(reader, place, *found, run)
        )
        if found is None or not verb:
            _pass_by(reader, place, groups)
            place += 1
            continue
        token, hit = found
        if run.last is not None and run.last.tag in _MAIN and not _goes_on(run, token):
            groups.close()
            run = groups.run
        if joined is not None or again:
            run.shared = groups.lead[:-1] if again else groups.lead
        elif not run.tokens and token.tag == "past" and _shares_passive(reader, place, token, groups):
            run.shared = groups.passive
        elif not run.tokens and token.tag == "past" and _is_participle(reader, place, token, hit, groups.done):
            run.participle = True
            run.stated = _has_agent(reader, token)
            run.either = hit.entry.attrs.get("use") == "either"
        if hit.entry.attrs.get("use") == "chain":
            run.chains.add(token.start)
        run.negated |= reader.particle(place) == "negation"  # "won't"
        run.tokens.append(token)
        while place < len(reader.tokens) and reader.tokens[place][0] < token.end:
            place += 1
    groups.close()
    return groups.done


def _pass_by(reader: Reader, place: int, groups: _Groups) -> None:
    """Take note of a token that is no verb: it ends the group being read, stands inside it, or negates the next."""
    run, negates = groups.run, reader.particle(place) == "negation"
    if run.tokens and negates and _is_complete(run):
        groups.close()  # "agreed not to raise"
    elif run.tokens and (negates or reader.light(place)):
        run.negated |= negates
    elif run.tokens:
        groups.close()
    else:
        run.negated = negates  # "never signed"


def _shares_passive(reader: Reader, place: int, token: VerbToken, groups: _Groups) -> bool:
    """Whether a participle shares the auxiliary of a passive before: "A pact was adopted and four papers signed".

    It ends its part of the sentence, a joint parts its subject from the passive, and no auxiliary of its own follows.
    """
    if not groups.passive or not groups.done:
        return False
    text = reader.sent.text
    rest = text[token.end :].lstrip()
    if rest[:1] not in ("", ".", ",") and not rest.startswith("and "):
        return False
    between = text[groups.done[-1].end : token.start]
    if not (", " in between or " and " in between) or reader.word(place - 1) in _JOINTS:
        return False
    later = (reader.verb(n) for n in range(place + 1, len(reader.tokens)))
    return not any(found is not None and found[0].tag in _BE_OR_HAVE for found in later)


def _again(reader: Reader, place: int, lead: tuple[VerbToken, ...]) -> bool:
    """Whether a "to" takes up the one of a finite group before: "plan to build a plant and to found a bank"."""
    return len(lead) > 1 and lead[-1].tag == "to" and place > 0 and reader.word(place - 1) in _JOINTS


def _joined(reader: Reader, place: int) -> tuple[VerbToken, Hit] | None:
    """Return the base form at ``place`` where it shares the auxiliary of a verb before: "will buy boats and open …".

    A joint stands before it, an adverb aside. A form that may be a noun needs its object right behind it: an article, a
    number or a name.
    """
    before = place - 1
    while before > 0 and reader.light(before):
        before -= 1
    if before < 1 or (reader.word(before) not in _JOINTS and reader.tokens[before][1] not in reader.joints):
        return None
    found = reader.verb(place, form="base")
    if found is None or found[1].entry.attrs.get("use") == "sum":
        return None
    if not found[1].entry.attrs.get("noun"):
        return found
    after = next((n for n in range(place + 1, len(reader.tokens)) if reader.tokens[n][0] >= found[0].end), None)
    return found if after is not None and reader.opens_object(after) else None


def _goes_on(run: _Run, token: VerbToken) -> bool:
    """Whether ``token`` still belongs to the group behind its verb: "expects to buy", "will help build"."""
    last = run.last
    if last is None:
        return False
    if token.tag == "ing":
        return last.lemma == "continue" and last.end + 1 == token.start  # "will keep buying"
    return (token.tag == "to" and last.start in run.chains) or (token.tag == "base" and last.lemma == "help")


def _is_complete(run: _Run) -> bool:
    """Whether the group has its verb, so that a negation belongs to what follows."""
    return run.last is not None and run.last.tag in _MAIN and run.last.start not in run.chains


def _is_verb(reader: Reader, place: int, token: VerbToken, hit: Hit, run: _Run) -> bool:
    """Whether the form is a verb here, and not a noun or an adjective of the same spelling."""
    nounlike = bool(hit.entry.attrs.get("noun"))
    if run.last is not None and run.last.lemma == "help" and token.tag == "base":
        return True  # "will help build"
    if hit.entry.attrs.get("use") == "sum" and token.end + 1 not in reader.sums:
        return False
    if run.last is not None and run.last.tag in _AUXILIARIES:
        return not (run.last.tag in _BE_OR_HAVE and token.tag in ("base", "pres") and nounlike)
    if not place:
        return token.tag in ("ing", "past") or not nounlike
    if token.tag == "ing" and not nounlike and hit.entry.attrs.get("use") == "direct" and _is_gerund(reader, place):
        return True
    return _is_verb_there(reader, place, token, run, nounlike=nounlike)


def _is_gerund(reader: Reader, place: int) -> bool:
    """Whether an -ing form has a preposition before it and an object behind it: "interested in buying two ships"."""
    if not reader.preposition(place - 1) or place + 1 >= len(reader.tokens):
        return False
    return reader.word(place + 1) not in ("of", ",", ".") and not reader.preposition(place + 1)


def _is_verb_there(reader: Reader, place: int, token: VerbToken, run: _Run, *, nounlike: bool) -> bool:
    """Whether what stands before and behind a form makes it a verb."""
    before, word = reader.particle(place - 1), reader.word(place - 1)
    if token.tag == "pres" and (word in reader.pronouns or (nounlike and _has_object(reader, place, before))):
        return True  # "this follows"
    name = reader.subject(place) or (reader.subject(place - 1) if place > 1 and reader.light(place - 1) else None)
    if word == "those" and token.tag == "past":
        return True  # "among those signed was"
    if token.tag == "past" and _has_agent(reader, token):
        return not reader.preposition(place - 1)  # "an export credit granted by Russia"
    if (before == "determiner" and name is None) or (token.tag == "past" and reader.preposition(place - 1)):
        return False
    if token.tag == "past" and run.last is not None and run.last.tag in _MAIN and run.last.end + 1 == token.start:
        return False  # "to support expanded cooperation"
    if before in ("boundary", "condition") and word in ("as",):
        return False
    if token.tag == "base":  # in "help Nepal build a bridge" it governs nothing
        if _helped(reader, place) or name is None:
            return False
        body = name.kind == "organisation" and _before_number(reader, token.end)
        return not nounlike or body or reader.plural(name)
    if nounlike and token.tag == "pres" and _is_subject_of_next(reader, token):
        return False  # "ships left the port"
    if nounlike and token.tag == "pres":
        if name is not None and name.kind != "reference" and not (reader.plural(name) or reader.spoken_of(name)):
            return True  # behind two names it is a noun: "India-Japan talks"
        return word in _JOINTS or before in ("relative", "boundary")
    return True


def _is_subject_of_next(reader: Reader, token: VerbToken) -> bool:
    """Whether a finite verb stands right behind a form that may be a plural noun."""
    forms = {hit.entry.attrs.get("form") for hit in reader.verbs.get(token.end + 1, ())}
    return bool(forms & {"past", "be-pres", "be-past", "have", "will", "would", "may", "can"})


def _before_number(reader: Reader, end: int) -> bool:
    """Whether digits follow: in "the government dispatch 11 experts" the body is many, and the form a verb."""
    return reader.sent.text[end : end + 2].strip().isdigit()


def _has_object(reader: Reader, place: int, before: str | None) -> bool:
    """Whether an article follows a form that may be a noun: "the period marks a rise"."""
    return before != "determiner" and place + 1 < len(reader.tokens) and reader.word(place + 1) in reader.articles


def _helped(reader: Reader, place: int) -> bool:
    """Whether the base form at ``place`` says what somebody is helped to do, the name aside: "help Nepal build"."""
    name = reader.subject(place)
    if name is None:
        return False
    before = next((n for n, (start, _) in enumerate(reader.tokens) if start == name.start), 0)
    verb = reader.verb(before - 1) if before else None
    return verb is not None and verb[0].lemma == "help"


def _is_participle(reader: Reader, place: int, token: VerbToken, hit: Hit, groups: list[VerbGroup]) -> bool:
    """Whether a bare past form modifies the noun before it: "the deal signed last year", "aid sent to Laos"."""
    after = place
    while after < len(reader.tokens) and reader.tokens[after][0] < token.end:
        after += 1
    name = reader.subject(place)
    if hit.entry.attrs.get("use") == "either" and after < len(reader.tokens) and reader.preposition(after):
        return True  # "opened in two countries" opens nothing
    if name is not None and not reader.governed(name):
        return False
    before = reader.word(place - 1) if place else ""
    if before in ("(", "["):
        return True
    if before in _JOINTS or (
        place and (reader.light(place - 1) or reader.particle(place - 1) in ("boundary", "relative"))
    ):
        return False
    if hit.entry.attrs.get("use") not in ("direct", "chain", "either"):
        said = groups[-1] if groups and groups[-1].finite else None
        open_clause = (
            said is not None
            and not _parted(reader, said.end, token.start)
            and not {"say", "tell", "state"} & set(said.lemmas)
        )
        return open_clause and (name is None or reader.governed(name))
    if after >= len(reader.tokens):
        return True
    verb = reader.verb(after)
    follows = verb is not None and (verb[0].tag in _BE_OR_HAVE or verb[0].tag in ("will", "would", "may", "can", "to"))
    return follows or reader.preposition(after) or reader.light(after) or reader.word(after) in ",.;)"


def _has_agent(reader: Reader, token: VerbToken) -> bool:
    """Whether "by" and a name follow a participle, so that it states the act: "a loan extended by Kuwait"."""
    rest = reader.sent.text[token.end : token.end + 12]
    return rest.startswith((" by ", " between ")) and any(0 <= m.start - token.end <= 16 for m in reader.names)


def _parted(reader: Reader, start: int, end: int) -> bool:
    """Whether a comma, an "and" or a boundary word stands in the stretch."""
    return any(
        start <= left < end
        and (reader.word(place) in _JOINTS or reader.particle(place) in ("boundary", "relative", "condition"))
        for place, (left, _) in enumerate(reader.tokens)
    )


def _group_of(run: _Run, pack: Pack) -> VerbGroup | None:
    """Return the group of ``run``, None where it is none."""
    tokens = [*run.shared, *run.tokens]
    main = [verb for verb in tokens if verb.tag in _MAIN]
    tags = tuple(verb.tag for verb in tokens)
    if not main and not set(tags) & _BE_OR_HAVE and tags[0] not in _MODALS:
        return None  # behind "will" an unknown word is a verb all the same, which tells no act
    carrying = [verb for verb in run.tokens if verb.tag in _MAIN and (verb.start not in run.chains or verb is main[-1])]
    modality, _ = group_modality(pack, tokens)
    lead = tags[0]
    finite = not run.participle and lead not in ("to", "ing", "being", "been", "be")
    passive = bool(main) and main[-1].tag == "past" and bool(set(tags) & _BE or (run.participle and not run.either))
    lemmas = tuple(verb.lemma for verb in (carrying or run.tokens))
    first, last = run.tokens[0], run.tokens[-1]
    return VerbGroup(
        first.start,
        last.end,
        lemmas,
        tags,
        finite,
        modality,
        run.negated,
        passive,
        stated=run.stated,
        lead=(run.shared[0].start, run.shared[-1].end) if run.shared else None,
    )
