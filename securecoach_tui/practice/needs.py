"""Need statements and need stages: how far a need was put in words, by oneself alone.

The answer that was received is not asked for and has no place here.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from securecoach_tui.practice.record import SessionRecord


def statement(answers: Mapping[str, str]) -> str:
    """One sentence from the answers ``when``, ``feel``, ``need`` and ``would``, as far as given."""
    parts = (("When {}", "when"), ("I feel {}", "feel"), ("I need {}", "need"), ("would you {}", "would"))
    said = [shape.format(answers[key].strip().rstrip(".?")) for shape, key in parts if answers.get(key, "").strip()]
    return ", ".join(said) + ("." if said else "")


def need_stage(record: SessionRecord) -> SessionRecord:
    """The record with the stage its need reached; None outside need expression.

    0 noticed something, 1 named the feeling, 2 put the need in words, 3 said it aloud alone, 4 said
    it to someone. Not telling, by choice, is a whole practice and counts as 3.
    """
    if record.capacity != "need_expression":
        return record
    stage = 0
    if record.answers.get("feel", "").strip():
        stage = 1
    if record.answers.get("need", "").strip():
        stage = 2
    if record.values("ease", "during") or record.told == "not telling by choice":
        stage = 3
    if record.told == "yes":
        stage = 4
    return msgspec.structs.replace(record, need_stage=stage)
