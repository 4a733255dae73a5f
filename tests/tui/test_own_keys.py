"""Keys of one's own: added to the standard ones, checked, and shown by help."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from textual import events
from textual.binding import Binding

import securecoach_tui.tui
from securecoach_tui.config import settings
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.own_keys import EVERYWHERE, IN_SESSION, USED, OwnKeys
from securecoach_tui.tui.screens import session_keys
from tests.tui.stage import Stage

SESSION = session_keys.KEYS


def key_for(own: OwnKeys, name: str, *, screen: tuple[KeyBinding, ...] = (), in_text: bool = False) -> str:
    character = name if len(name) == 1 else None
    return own.translated(events.Key(name, character), screen, in_text=in_text).key


def test_an_own_key_acts_as_the_standard_key_of_its_action() -> None:
    own = OwnKeys({"support": "z", "help": ["f8", "ctrl+p"], "leave_now": "F12"})
    assert not own.problems
    assert [key_for(own, key) for key in ("z", "f8", "ctrl+p", "f12")] == [
        "c",
        "question_mark",
        "question_mark",
        "ctrl+c",
    ]
    assert key_for(own, "c") == "c" and key_for(own, "y") == "y"


def test_a_letter_of_ones_own_is_typed_in_a_text_field() -> None:
    own = OwnKeys({"support": "z", "help": "f8"})
    assert key_for(own, "z", in_text=True) == "z" and key_for(own, "f8", in_text=True) == "question_mark"


def test_keys_of_a_session_act_in_a_session_alone() -> None:
    own = OwnKeys({"pause": "d", "time": "f9"})
    assert not own.problems
    assert key_for(own, "d", screen=SESSION) == "space" and key_for(own, "f9", screen=SESSION) == "t"
    assert key_for(own, "d") == "d"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"dance": "z"}, '"dance" under [keys] in settings.toml isn\'t an action'),
        ({"help": "hello"}, '"hello" under [keys] in settings.toml isn\'t a key'),
        ({"help": 5}, '"5" under [keys] in settings.toml isn\'t a key'),
        ({"help": ""}, "isn't a key"),
        ({"help": "c"}, '"c" under [keys] in settings.toml has a meaning already'),
        ({"help": "ctrl+c"}, "has a meaning already"),
        ({"help": "Escape"}, "has a meaning already"),
        ({"pause": "F2"}, "has a meaning already"),
        ({"pause": "Q"}, "has a meaning already"),
        ({"pause": "7"}, "has a meaning already"),
        ({"help": "d"}, "has a meaning already"),
        ({"help": "z", "support": "z"}, '"support" has its usual keys'),
        ({"help": "ф"}, "has a meaning already"),
        ({"x" * 9000: "z"}, "isn't an action"),
        ({"help\x1b[31m": "z"}, "isn't an action"),
    ],
)
def test_what_cant_be_used_is_said_in_one_sentence(wanted: dict[str, object], said: str) -> None:
    own = OwnKeys(wanted)
    (problem,) = own.problems
    assert said in problem and len(problem) < 200 and "\x1b" not in problem
    assert key_for(own, "c", screen=SESSION) == "c" and key_for(own, "ctrl+c") == "ctrl+c"


def test_every_key_of_every_screen_counts_as_used() -> None:
    keys: set[str] = set()
    for module in pkgutil.walk_packages(securecoach_tui.tui.__path__, "securecoach_tui.tui."):
        for value in vars(importlib.import_module(module.name)).values():
            bindings = [one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, KeyBinding)]
            keys |= key_bindings.letters_used(bindings)
            for one in vars(value).get("BINDINGS", ()) if isinstance(value, type) else ():
                if isinstance(one, Binding) and value.__module__.startswith("securecoach_tui"):
                    keys |= {name.strip() for name in one.key.split(",")}
    modified = {key for key in keys if "+" in key and not key.startswith("ctrl+")} | {"upper_g"}
    assert keys - USED - modified == set()


def test_actions_have_names_of_their_own_and_sentences() -> None:
    assert not set(EVERYWHERE) & set(IN_SESSION)
    assert all(action.sentence for action in (*EVERYWHERE.values(), *IN_SESSION.values()))
    assert {action for action in IN_SESSION.values()} <= set(SESSION)


def test_page_about_own_keys_has_every_name_and_no_other() -> None:
    page = Path("docs/keys.md").read_text("utf-8")
    everywhere, _sentence, in_session = page.partition("\nIn a session only:")
    for part, actions in ((everywhere, EVERYWHERE), (in_session, IN_SESSION)):
        rows = re.findall(r"^\| (`.+?) \|", part, re.MULTILINE)
        assert sorted(re.findall(r"`(\w+)`", " ".join(rows))) == sorted(actions)


def test_settings_keep_own_keys_when_another_value_is_saved(tmp_path: Path) -> None:
    paths = settings.places(str(tmp_path))
    (tmp_path / "settings.toml").write_text('# mine\n[keys]\nhelp = "f8"  # handy\npause = ["d", "f9"]\n')
    found, problems = settings.load(paths)
    assert not problems and found.keys == {"help": "f8", "pause": ["d", "f9"]}
    settings.save(paths, settings.Settings(keys=found.keys, theme="paper"))
    assert settings.load(paths) == (settings.Settings(keys=found.keys, theme="paper"), [])
    assert "# handy" in (tmp_path / "settings.toml").read_text()


async def test_own_keys_work_and_help_shows_them_and_what_is_wrong(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", keys={"support": "z", "pause": "d", "dance": "f9"})
    async with stage.open():
        assert '"dance" under [keys] in settings.toml isn\'t an action' in stage.shown.replace("\n", " ")
        await stage.press("question_mark")
        assert "Your own keys" in stage.shown and '"dance"' in stage.shown and "z      See who" in stage.shown
        await stage.press("escape", "z")
        assert stage.app.screen.__class__.__name__ == "SupportScreen"
