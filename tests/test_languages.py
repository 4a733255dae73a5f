"""Ready for other languages: a made-up language finds words that no translator could reach, and lines too narrow."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from securecoach_tui import i18n
from securecoach_tui.tui.widgets.footer import KeyFooter
from securecoach_tui.tui.widgets.heading import Heading
from tests.tui.stage import Stage

ROOT = Path(__file__).resolve().parents[1] / "securecoach_tui"
LONGER = 0.4  # German and Finnish are about so much longer than English
FACES = [
    *ROOT.glob("tui/**/*.py"),
    *ROOT.glob("plain/**/*.py"),
    *ROOT.glob("text/*.py"),
    ROOT / "config" / "setting_options.py",
]
# Calls whose words are shown to a person; what they are given passes through _().
SHOWN = {
    *("Static", "RowList", "ChoiceList", "KeyBinding", "SettingOption", "line"),
    *("show_notice", "show_caption", "tell", "say", "noticed"),
}
# Names of things, which no language changes.
KEPT = {"SecureCoach", "enter", "space", "esc"}


class Longer(gettext.NullTranslations):
    """Every message in marks, and longer by ``LONGER``; its {fields} stay where they are."""

    def gettext(self, message: str) -> str:
        return message if not message.strip() else f"⟦{message}{'~' * round(len(message) * LONGER)}⟧"

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(one if n == 1 else many)


@pytest.fixture
def longer() -> Iterator[None]:
    i18n.install(Longer())
    yield
    i18n.use(None)


def bare_words(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Sentences handed to what shows them, without passing through _()."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in SHOWN:
            continue
        for given in node.args:
            if isinstance(given, ast.Constant) and isinstance(given.value, str):
                text = given.value
                if text not in KEPT and (" " in text.strip() or re.fullmatch(r"[A-Z][a-z]{3,}\.?", text)):
                    yield given.lineno, text


def unmovable(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Messages that no translator could move: f-strings, sums of texts, and those with fields without a name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "N_", "ngettext"):
            for given in node.args[: 2 if node.func.id == "ngettext" else 1]:  # type: ignore[attr-defined]
                nameless = isinstance(given, ast.Constant) and re.search(r"\{\}|%s", str(given.value))
                if nameless or isinstance(given, ast.JoinedStr | ast.BinOp):
                    yield node.lineno, ast.unparse(given)


def found_in_faces(fault: Callable[[ast.AST], Iterator[tuple[int, str]]]) -> list[str]:
    """Every such fault in what shows words to a person, with its place."""
    return [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in FACES
        for line, text in fault(ast.parse(path.read_text()))
    ]


def test_no_sentence_is_shown_that_a_translator_can_not_reach() -> None:
    assert not found_in_faces(bare_words)


def test_a_sentence_that_is_left_bare_is_found() -> None:
    bare = 'room.tell("Kept it here.")\nroom.tell(_("Kept."))\nStatic("Nothing yet")'
    assert [line for line, _text in bare_words(ast.parse(bare))] == [1, 3]


def test_messages_are_whole_and_their_fields_have_names() -> None:
    assert not found_in_faces(unmovable)


def test_a_message_that_can_not_be_moved_is_found() -> None:
    bad = '_(f"{n} days")\n_("Kept {}")\nngettext("%s day", "%s days", n)\n_("Kept " + what)\n_("Kept {what}")'
    assert [line for line, _text in unmovable(ast.parse(bad))] == [1, 2, 3, 3, 4]


SIZES = [(80, 24), (60, 20), (40, 15)]


@pytest.mark.parametrize("keys", [(), ("c",), ("question_mark",), ("down", "enter"), ("ctrl+o",)])
async def test_screens_hold_longer_words(tmp_path: Path, longer: None, keys: tuple[str, ...]) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open(size=SIZES[0]):
        await stage.press(*keys)
        for size in SIZES:
            await stage.resize(*size)
            lines = stage.shown.splitlines()
            assert len(lines) <= size[1] and all(len(line) <= size[0] for line in lines)
            foot = stage.app.screen.query_one(KeyFooter)
            assert foot._spans[-1][1] - 1 <= foot.size.width, "leaving at once is cut off"
            assert stage.app.screen.query_one(Heading).region.height == 1


async def test_a_session_holds_longer_words(tmp_path: Path, longer: None) -> None:
    stage = Stage(tmp_path / "record", questions="none")
    async with stage.open("slow-breathing", 180.0, size=(40, 15)):
        await stage.go_on(60)
        assert all(len(line) <= 40 for line in stage.shown.splitlines())
        foot = stage.app.screen.query_one(KeyFooter)
        assert "^c" in stage.shown and foot._spans[-1][1] - 1 <= foot.size.width
