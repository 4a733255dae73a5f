"""Copies of a session with some fields changed, many times a second."""

from __future__ import annotations

import dataclasses

import pytest

from securecoach_tui.practice.session import state
from securecoach_tui.practice.session.machine import begin
from tests.practice.person import a_setup, an_exercise


def test_changed_session_is_what_dataclasses_makes_of_it() -> None:
    session, _effects = begin(a_setup(an_exercise(), 60), 0.0)
    before = dict(vars(session))
    for field in dataclasses.fields(session):
        changes = {field.name: "other"}
        assert state.replace(session, **changes) == dataclasses.replace(session, **changes)  # type: ignore[arg-type]
    assert vars(session) == before


def test_session_copy_refuses_a_field_that_there_is_not() -> None:
    session, _effects = begin(a_setup(an_exercise(), 60), 0.0)
    with pytest.raises(TypeError, match="colour"):
        state.replace(session, colour="red")  # type: ignore[call-arg]
