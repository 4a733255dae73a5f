"""Need statements, and how far a person got in expressing a need.

Only what the person did counts; the other person's answer is never asked about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from securecoach_tui.i18n import _
from securecoach_tui.practice.record import Capacity, Scale, SessionRecord, When

EXERCISES = ("name-the-need", "say-it-out-loud")  # the exercises that build a need statement


def statement(answers: Mapping[str, str]) -> str:
    """One sentence from the answers ``when``, ``feel``, ``need`` and ``would``, as far as given.

    Where an answer repeats the words before it ("would you call me"), they are used once.
    """
    parts = (
        ("when", _("When {words}"), _("when")),
        ("feel", _("I feel {words}"), _("I feel")),
        ("need", _("I need {words}"), _("I need")),
        ("would", _("would you {words}"), _("would you")),
    )
    given = ((shape, without_lead(answers.get(key, ""), lead)) for key, shape, lead in parts)
    sentence = ", ".join(shape.format(words=words) for shape, words in given if words)
    if not sentence:
        return ""
    begun = re.sub(r"\w", lambda first: first[0].upper(), sentence, count=1)  # after a sign such as the Spanish "¿"
    return begun + ("?" if without_lead(answers.get("would", ""), _("would you")) else ".")


def filled(sentence: str, answers: Mapping[str, str]) -> str:
    """``sentence`` with ``{key}`` replaced by the answer with that key; empty while one of them is missing.

    Where an answer repeats the words before it ("I need ten minutes"), they are used once.
    """
    parts = re.split(r"\{([^{}]*)\}", sentence)  # text and keys in turn
    given = [" ".join(answers.get(key, "").split()).rstrip(" .,;") for key in parts[1::2]]
    if not all(given):
        return ""
    words = [without_repeated(answer, before) for answer, before in zip(given, parts[::2], strict=False)]
    return "".join(f"{before}{answer}" for before, answer in zip(parts[::2], [*words, ""], strict=True))


def sentence_in(record: SessionRecord) -> str:
    """The need statement of a need expression session, as far as it was built; empty for other sessions."""
    if record.capacity != Capacity.NEED_EXPRESSION:
        return ""
    return statement(record.answers) or record.answers.get("sentence", "")


def without_lead(answer: str, lead: str) -> str:
    """An answer on one line, without the words of ``lead`` before it and without its full stop."""
    words = " ".join(answer.split()).rstrip(" .?!,;").lstrip("¿¡")
    if words.casefold() == lead.casefold():
        return ""
    return words[len(lead) :].lstrip(" ,:") if words.casefold().startswith(f"{lead.casefold()} ") else words


def without_repeated(answer: str, before: str) -> str:
    """An answer without the words just before it in a sentence that it repeats, all of them or the last ones.

    "I'll" repeats "I will". An answer that is nothing else stays as it is.
    """
    clause = re.split(r"[.,:;]", before)[-1].split()
    leads = [" ".join(clause[start:]) for start in range(len(clause))]
    if _("I will") in leads:
        leads.append(_("I'll"))
    found = next((words for lead in leads if (words := without_lead(answer, lead)) != without_lead(answer, "")), "")
    return found or answer


def need_stage(record: SessionRecord) -> SessionRecord:
    """The record with ``need_stage`` set; a record outside need expression is returned unchanged.

    0 noticed something, 1 named the feeling, 2 put the need into words, 3 said it aloud alone, 4 said
    it to someone. Choosing not to tell is complete practice and counts as 3.
    """
    if record.capacity != Capacity.NEED_EXPRESSION:
        return record
    stage = 0
    if record.answers.get("feel", "").strip():
        stage = 1
    if record.answers.get("need", "").strip():
        stage = 2
    if record.values(Scale.EASE, When.DURING) or record.told == "not telling by choice":
        stage = 3
    if record.told == "yes":
        stage = 4
    return msgspec.structs.replace(record, need_stage=stage)
