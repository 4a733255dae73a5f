"""Everything that the full screen can do, the plain face can do: a table, checked from both sides.

The actions are taken from the full screen's own keys; one without a row here fails, and so does a row whose
twin isn't there.
"""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import securecoach_tui.tui
from securecoach_tui.config import setting_options
from securecoach_tui.plain.prompts import parse_choice
from securecoach_tui.plain.session_input import understand
from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.practice.session.questions import QUESTIONS, ask_for
from securecoach_tui.text.session_replies import REPLIES
from securecoach_tui.tui.widgets.question import QuestionPanel
from securecoach_tui.tui.widgets.rating_scale import RatingScale
from securecoach_tui.tui.widgets.row_list import RowList
from securecoach_tui.tui.widgets.text_field import LineInput
from tests.plain.talk import KEPT, number, visited

# (keys, action): how the plain face does it. "session": an act of a session's line; "prompt": a meaning at every
# prompt; "setting": a setting's name; "list": what a number in a list does by itself; otherwise a room's label
# and an item in it. "none" says why there is nothing to do in lines.
TWINS: dict[tuple[str, str], tuple[str, str]] = {
    ("ctrl+c", "leave_now"): ("none", "ctrl+c is the same in both"),
    ("question_mark,f1", "help"): ("prompt", "help"),
    ("f1", "help"): ("prompt", "help"),
    ("c,f2", "support"): ("prompt", "support"),
    ("f2", "support"): ("prompt", "support"),
    ("ctrl+o", "menu"): ("prompt", "help"),
    ("escape", "back"): ("prompt", "back"),
    ("q", "quit_program"): ("prompt", "leave"),
    ("v,f3", "voice"): ("setting", "voice"),
    ("i,f4", "speech"): ("setting", "spoken_interface"),
    ("f6", "speak_private"): ("setting", "private_speech"),
    ("x", "hush"): ("session", "quiet"),
    ("a", "again"): ("session", "again"),
    ("w", "location"): ("session", "where"),
    **{(row.letter, f"reply('{name}')"): ("session", name) for name, row in REPLIES.items()},
    ("m", "ambience"): ("session", "ambience"),
    ("left_square_bracket", "faster(-5)"): ("setting", "rate"),
    ("right_square_bracket", "faster(5)"): ("setting", "rate"),
    ("enter", ""): ("list", "a number chooses, keeps and opens"),
    ("enter,space", "leave_first_run"): ("list", "the first list follows by itself"),
    ("p", "plain"): ("setting", "face"),
    ("p", "path"): ("A path of eight weeks", "This week's lesson"),
    ("enter", "go_on"): ("A path of eight weeks", "To try: Before you pick up"),
    ("l", "listen"): ("list", "Hear the lesson, where spoken prompts are on"),
    ("l", "leave_out"): ("Check in: which way do I lean?", "leave out"),
    ("u", "before"): ("Check in: which way do I lean?", "previous"),
    ("slash", "words"): ("History", "By words I wrote"),
    ("e", "exercise"): ("History", "By exercise"),
    ("p", "capacity"): ("History", "By part of the practice"),
    ("t", "dates"): ("History", "Since a day"),
    ("o", "order"): ("History", "Change the order"),
    ("0", "everything"): ("History", "Show all"),
    ("space", "mark"): ("History", "Delete several"),
    ("d,delete", "delete"): ("History", "Delete this session"),
    ("u", "undo"): ("History", "Undo (for ten seconds)"),
    ("n", "new_session"): ("History", "Add a session"),
    ("o", "correct"): ("History", "Correct this session"),
    ("d,delete", "clear"): ("History", "Clear the form"),
    ("e", "reflection"): ("History", "Change your note"),
    ("r", "ratings"): ("History", "Change a rating"),
    ("left,p", "turn(-1)"): ("list", "back to the list, and another number"),
    ("right,n", "turn(1)"): ("list", "back to the list, and another number"),
    ("left,h", "turn(-1)"): ("list", "a length or a value is chosen by its number"),
    ("right,l", "turn(1)"): ("list", "a length or a value is chosen by its number"),
    ("f", "favourite"): ("Choose another exercise", "Add it to your favourites"),
    ("e", "evidence"): ("What research says", "Slow breathing"),
    ("t", "next_time"): ("The closeness ladder", "Save it for next time"),
    ("r", "reword"): ("The closeness ladder", "Change the words"),
    ("plus,equals_sign,shift+down", "shift(1)"): ("The closeness ladder", "Move it up or down"),
    ("minus,shift+up", "shift(-1)"): ("The closeness ladder", "Move it up or down"),
    ("n", "now"): ("What's happening now?", "7 I have something to say"),
    ("n", "add"): ("The closeness ladder", "Add a step"),
    ("s", "someone"): ("The closeness ladder", "It involves someone else"),
    ("h", "hide"): ("The closeness ladder", "Hide it"),
    ("l", "hidden"): ("The closeness ladder", "Show a hidden step again"),
    ("d,delete", "take_out"): ("People to talk to", "Remove"),
    ("o", "own"): ("People to talk to", "Remove"),
    ("enter,space", "play"): ("list", "its item has Play it and Stop"),
    ("t", "time"): ("My days for practice", "A time of day"),
    ("n", "none"): ("My days for practice", "No days"),
    ("enter", "open"): ("My progress", "Sessions behind a figure"),
    ("f", "figures"): ("My progress", "Sessions behind a figure"),
    ("tab", "next_capacity(1)"): ("My progress", "week by week"),
    ("shift+tab", "next_capacity(-1)"): ("My progress", "week by week"),
    ("left", "next_dot(-1)"): ("My progress", "week by week"),
    ("right", "next_dot(1)"): ("My progress", "week by week"),
    ("o", "over_time"): ("My progress", "Over time"),
    ("f7", "sessions"): ("History", "Since a day"),
    ("b", "new_baseline"): ("My progress", "Measure from another day"),
    ("space", "listen"): ("Settings", "Voice: the default"),
    ("space", "pause"): ("session", "pause"),
    ("r", "rate"): ("session", "rate"),
    ("plus,equals_sign", "stay"): ("session", "stay"),
    ("minus", "ease"): ("session", "ease"),
    ("g", "not_helping"): ("session", "not_helping"),
    ("s", "skip"): ("session", "skip"),
    ("n", "numb"): ("session", "numb"),
    ("u", "take_back"): ("session", "take_back"),
    ("h", "numbers"): ("setting", "breath_lines"),
    ("q", "stop"): ("session", "stop"),
    ("f5", "feelings"): ("session", "feelings"),
    ("enter", "fill"): ("none", ""),  # a mark in the picture; it changes nothing else
}
ROOMS = [  # every room of the first list, and what is typed to see all that is in it
    ("Check in: which way do I lean?", ["?", "stop"]),
    ("Choose another exercise", ["3", ""]),
    ("What research says", [""]),
    ("History", ["3", "5", "4", "9", "", "4", "3", "yes", "1", "1", ""]),
    ("The closeness ladder", ["1", "6", "1", "", ""]),
    ("People to talk to", ["1", "Sam", "555", "2", "", ""]),
    ("My days for practice", [""]),
    ("My progress", [""]),
    ("Settings", ["2", ""]),
    ("What's happening now?", [""]),
    ("A path of eight weeks", ["1", "1", ""]),
]


def keys_of_the_full_screen() -> list[tuple[str, str, str]]:
    from securecoach_tui.tui.key_bindings import KeyBinding

    found = {}
    for module in pkgutil.walk_packages(securecoach_tui.tui.__path__, "securecoach_tui.tui."):
        for value in vars(importlib.import_module(module.name)).values():
            for key in value if isinstance(value, tuple) else (value,):
                if isinstance(key, KeyBinding):
                    found[key.keys, key.action] = key.sentence
    return [(keys, action, sentence) for (keys, action), sentence in found.items()]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The lines of every room, of a person with one session."""
    folder = tmp_path_factory.mktemp("parity")
    visited(folder, number("Choose another exercise"), "3", "1", "7", KEPT, "q", "4", "words", "q")
    return {room: visited(folder, number(room), *typed, "q").lines for room, typed in ROOMS}


def test_every_full_screen_action_has_a_plain_twin() -> None:
    missing = [
        f"{keys} {action}: {sentence}"
        for keys, action, sentence in keys_of_the_full_screen()
        if (keys, action) not in TWINS
    ]
    assert not missing, "these have no plain twin in the table above"


@pytest.mark.parametrize(("action", "twin"), TWINS.items(), ids=lambda one: " ".join(one))
def test_plain_twin_of_each_screen_action_exists(
    action: tuple[str, str], twin: tuple[str, str], seen: dict[str, list[str]]
) -> None:
    kind, what = twin
    if kind == "session":
        typed = {
            "pause": "",
            "rate": "6",
            "ambience": "m",
            **{name: row.typed[0] for name, row in REPLIES.items()},
        }.get(what, what.replace("take_back", "take back").replace("_", " "))
        assert understand(typed, None, {}).act == what
    elif kind == "prompt":
        assert any(parse_choice(line, ["a"]).kind == what for line in ("", "?", "c", "q"))
    elif kind == "setting":
        assert what in setting_options.BY_NAME
    elif kind not in ("list", "none"):
        assert any(line.endswith(what) or what in line for line in seen[kind]), (kind, what, seen[kind])


ASKS = [*(ask_for(question) for question in QUESTIONS), AskFor("need"), AskFor("mood", ("warm", "blank"))]


@pytest.mark.parametrize("ask", ASKS, ids=lambda ask: ask.key)
def test_both_displays_take_the_same_answers(ask: AskFor) -> None:
    labels = {choice: choice for choice in ask.choices}
    panel = list(QuestionPanel(ask, "How is it?", labels).compose())
    scales = [one for one in panel if isinstance(one, RatingScale)]
    in_lines = {understand(str(n), ask, labels).value for n in range(11)}
    assert bool(scales) is ask.scale is (in_lines == set(range(11)))
    offers_numb = any(scale._numb for scale in scales)
    assert offers_numb is (understand("n", ask, labels).act == "numb")
    for n, choice in enumerate(ask.choices, 1):
        assert understand(str(n), ask, labels).value == understand(choice.upper(), ask, labels).value == choice
    assert any(isinstance(one, RowList) for one in panel) is bool(ask.choices)
    assert any(isinstance(one, LineInput) for one in panel) is not (ask.scale or bool(ask.choices))
