"""The agency lens: one gentle question after a reflection that speaks of somebody else throughout.

Local and by rule. It asks only where there are at least eight words and every one of them is a word
of ordinary complaint, most clauses are another's acts and under a fifth are one's own. In doubt it is
silent. Where a text
touches harm (danger.py) it is silent too, and one line names people to talk to. Nothing it finds is
kept, scored or shown.
"""

from __future__ import annotations

import re
from typing import Literal

from securecoach_tui.practice.reflection.danger import touches
from securecoach_tui.practice.reflection.everyday import WORDS, stems
from securecoach_tui.practice.reflection.tokenizer import tokens

Heard = Literal["question", "people", "silent"]

FEWEST_WORDS = 8
_OWN_SHARE = 0.2  # from this share of clauses with a verb of one's own on, nothing is asked
_OTHERS_SHARE = 0.5  # more than this share of clauses is somebody else's acts

_LOSS = re.compile(
    " (?:die|dies|died|dying|death|deaths|dead|funeral|buried|burial|grave|grief|grieving|mourning|cancer|tumou?r|ill|illness|"
    "sick|sickness|disease|dementia|alzheimers|stroke|hospital|hospice|diagnos\\w*|surgery|operation|chemo\\w*|coma|"
    "miscarriage|miscarried|stillborn|terminal|passed away|ashes|widow\\w*|heart attack|depression|depressed|bipolar|"
    "schizophrenia|autis\\w*|adhd|anorexi\\w*|ward|medication|pain|injur\\w*|accident|ambulance|nurse|doctor|treatment) "
)

# English by its small words, and who a clause may be about.
_ENGLISH = """
a about after again all also always am an and any anything are as at away back be because been before being but by
can cant come comes could couldnt day did didnt do does doesnt doing dont down each even ever every everything for
from get gets go goes got had has hasnt have havent having he her here hers him his home how i if in into is isnt it
its just know like listen make makes me more most much my never new no not nothing now of off often on one only or
other our out over own says she so some something still such than that the their them then there these they thing
things this those through time to too told until up us very was wasnt we well were what when where which while who
why will with without wont would wouldnt yes you your
"""
_PEOPLE = """
partner husband wife spouse boyfriend girlfriend fiance fiancee ex date lover mother mum mom mam father dad parents
parent sister brother siblings family son daughter kids children child friend friends boss manager colleague
colleagues coworker coworkers teacher neighbour neighbor roommate flatmate housemate therapist inlaws cousin aunt
uncle grandmother grandfather gran grandma team people person man men woman women guy guys girl girls boy boys
others
"""
_ANYONE = "he she they everyone everybody nobody noone someone somebody anyone"
_OF_SOMEONE = "my our the his her their this that these those some other most"
_ONES_OWN = """
belly body breath chest day evening eyes face feeling feelings feet hands head heart jaw legs mind mood morning need
needs night own shoulders skin stomach thought thoughts throat urge voice wish work
"""
_NEITHER = "it this that there what which we you nothing something everything one"
_JOINING = "and but because so when whenever while then or if although though until unless after before since whereas"
_OFTEN = "never always constantly keeps only just still rarely hardly seldom usually again"


class _Lexicon:
    """The lists above as sets, made once."""

    english = frozenset(_ENGLISH.split())
    people = frozenset(_PEOPLE.split())
    anyone = frozenset(_ANYONE.split())
    of_someone = frozenset(_OF_SOMEONE.split())
    ones_own = frozenset(_ONES_OWN.split())
    neither = frozenset(_NEITHER.split())
    joining = frozenset(_JOINING.split())
    often = frozenset(_OFTEN.split())
    everyday = frozenset(WORDS.split())


def listen(text: str) -> Heard:
    """What a text calls for: a line that names people, one question, or silence."""
    read = tokens(text)
    if touches(read):
        return "people"
    return "question" if _speaks_of_another(read) else "silent"


def _speaks_of_another(read: list[str]) -> bool:
    spoken = [one for one in read if one.isalnum()]
    if len(spoken) < FEWEST_WORDS or _LOSS.search(f" {' '.join(spoken)} "):
        return False
    names = _names(read)
    if not all(one in names or _understood(one) for one in spoken):
        return False
    whose = _clauses(read)
    own, others = whose.count("own"), whose.count("other")
    return own < _OWN_SHARE * len(whose) and others > _OTHERS_SHARE * len(whose)


def _understood(word: str) -> bool:
    """Whether a word is one of ordinary complaint. Where one isn't, the text may mean more than it seems."""
    return word in _Lexicon.english or any(stem in _Lexicon.everyday for stem in stems(word))


def _names(read: list[str]) -> set[str]:
    """Words that stand where a name does: "Sam never rings"."""
    found = set()
    for i, one in enumerate(read[:-1]):
        starts = i == 0 or not read[i - 1].isalnum() or read[i - 1] in _Lexicon.joining
        if starts and read[i + 1] in _Lexicon.often and one not in _Lexicon.neither:
            found.add(one)
    return found


def _clauses(read: list[str]) -> list[str]:
    """Whose each clause is: "own", "other", "neither"; one without a subject goes on with the one before."""
    parts: list[list[str]] = [[]]
    for one in read:
        if one in (".", ",") or one in _Lexicon.joining:
            parts.append([])
        else:
            parts[-1].append(one)
    whose: list[str] = []
    for clause in parts:
        found = _subject(clause)
        if found is None and (len(clause) < 2 or not whose):
            if len(clause) > 2:
                whose.append("neither")
            continue
        whose.append(found or ("other" if whose[-1] == "other" else "neither"))
    return whose


def _subject(clause: list[str]) -> str | None:
    """Whose act a clause tells; one's own wherever a verb of one's own is in it."""
    if "i" in clause:
        return "own"
    for i, one in enumerate(clause):
        before, after = clause[i - 1] if i else "", clause[i + 1] if i + 1 < len(clause) else ""
        if one in _Lexicon.of_someone and after in _Lexicon.ones_own:
            return "own" if one == "my" else "neither"
        if one in _Lexicon.anyone or (one == "one" and before == "no") or (one == "you" and after in _Lexicon.often):
            return "other"
        if one in _Lexicon.people and (not before or before in _Lexicon.of_someone or before not in _Lexicon.english):
            return "other"
        if i == 0 and after in _Lexicon.often and one not in _Lexicon.neither | _Lexicon.english:
            return "other"  # a name: "Sam never rings"
        if one in _Lexicon.neither:
            return "neither"
    return None
