"""What a person writes in a session, and what comes of it: people to talk to, a question, or nothing."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from securecoach_tui.practice.session import events as ev
from tests.practice.person import Person, a_setup, ladder
from tests.practice.reflection.english import classify

HARM, ANOTHER = "He hit me again last night.", "He never listens and he always walks off when it matters."


@pytest.mark.parametrize("lens", ["ask", "on", "off"])
def test_text_about_harm_names_people_once_and_saves_no_mark(lens: str) -> None:
    person = Person(ladder(classify_reflection=classify, lens=lens)).answers_all(safe="yes", expect=HARM)
    person.waits(200).answers_all(happened=HARM, reflection=HARM)
    assert person.offered().count("people") == 1
    assert "lens" not in person.asked() and "lens_wanted" not in person.asked()
    kept = msgspec.to_builtins(person.record())
    assert "people" not in repr({name: value for name, value in kept.items() if value != HARM})


def test_lens_asks_whether_it_is_wanted_first() -> None:
    def person(**answers: Any) -> Person:
        return (
            Person(a_setup(classify_reflection=classify)).begins().waits(70).answers_all(reflection=ANOTHER, **answers)
        )

    assert person().asked()[-1] == "lens_wanted" and person().of(ev.Prefer) == []
    assert person(lens_wanted="no").of(ev.Prefer) == [ev.Prefer("lens", "off")]
    wanted = person(lens_wanted="yes")
    assert wanted.asked()[-1] == "lens" and wanted.asked().count("lens") == 1
    assert wanted.of(ev.Prefer) == [ev.Prefer("lens", "on")]


def test_lens_asks_one_question_only_when_switched_on() -> None:
    on = (
        Person(a_setup(classify_reflection=classify, lens="on"))
        .begins()
        .waits(70)
        .answers_all(reflection=ANOTHER, lens="rest")
    )
    assert on.asked()[-1] == "lens" and on.record().reflection == ANOTHER
    off = Person(a_setup(classify_reflection=classify, lens="off")).begins().waits(70).answers_all(reflection=ANOTHER)
    assert off.asked()[-1] == "reflection"


def test_lens_asks_nothing_after_high_distress_or_fear() -> None:
    high = Person(a_setup(classify_reflection=classify, lens="on")).begins().waits(70)
    high.answers_all(after=8, reflection=ANOTHER)
    feared = (
        Person(ladder(classify_reflection=classify, lens="on")).answers_all(safe="yes", expect="to freeze").waits(200)
    )
    feared.answers_all(feared="yes", reflection=ANOTHER)
    assert "lens" not in high.asked() and "lens" not in feared.asked()
