"""The footer: which keys it keeps where there is little room. Pure, so that no screen is opened."""

from __future__ import annotations

import pytest

from securecoach_tui.practice.session import events, machine
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.key_bindings import footer_line
from securecoach_tui.tui.screens import session_keys
from tests.plain.talk import a_setup


def words(keys: list[key_bindings.KeyBinding], width: int) -> str:
    """The footer as it is shown."""
    parts, gap = footer_line(keys, width)
    return (" " * gap).join(" ".join(part[:2]).rstrip() for part in parts)


def in_session(*done: events.Event, asked: bool = False) -> list[key_bindings.KeyBinding]:
    session, _effects = machine.begin(a_setup(asking="none"), 0.0)
    for event in (events.Tick(20.0), *done):
        session, _effects = machine.update(session, event)
    return session_keys.footer(session, asked=asked)


def test_narrow_footer_begins_with_the_way_back() -> None:
    keys = [key_bindings.HELP, key_bindings.SUPPORT, session_keys.RATE, key_bindings.BACK]
    assert words(keys, 38) == "esc back  ?  c support  ^c leave now"
    assert words([key_bindings.HELP, key_bindings.SUPPORT, key_bindings.QUIT], 38).startswith("q quit")


def test_footer_of_a_session_keeps_pause_skip_and_stop() -> None:
    assert words(in_session(), 38) == "space pause  esc stop  s  c  ?  ^c"
    assert words(in_session(), 76) == ("space pause  esc stop  s skip  g not helping  - ease  c support  ?  ^c leave")
    assert "r rate" in words(in_session(), 116) and "? help" in words(in_session(), 116)


@pytest.mark.parametrize("width", [38, 56, 76, 96])
def test_footer_says_how_to_go_on_while_paused(width: int) -> None:
    shown = words(in_session(events.Pause()), width)
    assert "space go on" in shown and "pause" not in shown and len(shown) <= width


def test_footer_says_that_escape_skips_an_open_question() -> None:
    assert "esc skip this" in words(in_session(asked=True), 76)


@pytest.mark.parametrize("width", range(8, 120))
def test_footer_always_names_support_help_and_quick_exit(width: int) -> None:
    parts, _gap = footer_line(in_session(), width)
    assert {"support", "help", "app.leave_now", "back"} <= {action for _key, _words, action in parts}


def test_footer_drops_a_word_before_the_key_that_goes_on() -> None:
    enter = key_bindings.KeyBinding("enter", "", "practise", "Practise.", "enter")
    keys = [enter, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK]
    assert words(keys, 56) == "enter practise   ?   c support   esc back   ^c leave now"
    assert words(keys, 38) == "esc back  ?  c support  ^c leave now"
