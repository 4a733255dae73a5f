"""The rules for words that people read or hear, held over every text of the program.

Sources: the strings marked for translation, the content, and the docs for people. The rules: plain current English,
"you", no blame, one word for each thing. They hold no particular sentence.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "securecoach_tui"
CONTENT = PACKAGE / "content" / "en"
PEOPLE_DOCS = [
    *(ROOT / name for name in ("README.md", "SECURITY.md", "CHANGELOG.md")),
    *sorted(page for page in (ROOT / "docs").glob("*.md") if ".es." not in page.name),
]
FIELDS = re.compile(r"\{[^{}]*\}")
MARKS = ("_", "N_", "ngettext", "BadExercise", "bad")
# What a person may type, old words included, is not shown to anybody.
TYPED = {"take back"}

# Each pattern, and what to write in its place. A look-around keeps other meanings of a word.
NEVER = {
    r"\bshould\b|\bmust\b|\bought to\b": "you might, or a plain imperative",
    r"(?<!heart )\bfail(ed|ure|s)?\b": "what happened",
    r"\bstreaks?\b": "nothing",
    r"!": "a full stop",
    r"\bgood job\b|\bwell done\b": "nothing",
    r"\banew\b": "again",
    r"\bmend(s|ed|ing)?\b": "fix",
    r"\bhush(es|ed)?\b": "quiet, stop the speech",
    r"\bof late\b|\blately\b": "recently",
    r"\bborne\b": "bearable",
    r"\bwhatever of\b": "any",
    r"\bno length\b": "a length in minutes, such as 5",
    r"\b(can't|cannot|can not) be had\b": "isn't available",
    r"\btak(e|es|ing|en) in\b(?! turn)": "import, read",
    r"\bcome to your senses\b|\byour senses instead\b": "grounding",
    r"\b(that's|that is) data\b": "nothing, it is cold",
    r"\brungs?\b": "step",
    r"\bmy movement\b|\byour own movement\b|\bown movement\b": "progress",
    r"\bmoving toward\b": "getting easier",
    r"\bpast sessions\b": "history",
    r"\bplain lines\b": "plain text",
    r"\bspoken interface\b": "screen speech",
    r"\bfault of its own\b": "crashed",
    r"\b(take|taken|takes|took|taking) back\b": "undo, undone",
    r"\bone's( own)?\b|\boneself\b": "your, yourself",
    r"\bmiddling\b": "moderate",
    r"\b(the|a|this|your|each|every) sitting\b": "session",
    r"\b(record|data|file|folder|copy|copies|draft|session|answer)s? (lies?|lay|stands?|waits?)\b": "is stored, saved",
    r"\bthe record\b": "your data",
    r"\bflooding\b": "overwhelming",
    r"\bhe\b|\bshe\b|\bhis\b|\bhers?\b|\bhim\b|\bhusband\b|\bwife\b|\b(boy|girl)friend\b": "they, someone",
    r"\bnot odd\b": "unusual",
    r"\bthe practice working\b": "nothing: it can hold somebody who would be better off stopping",
    r"\bsteadying\b": "soothing",
    r"\bthe most I can imagine\b": "the strongest I can imagine",
    r"\bin 100\b": "percent",
    r"\bmiddle …|\bback to the middle\b": "typically, the average",
    r"\b(line|value|question) before(?= goes|[.\"]|$)": "previous",
    r"\bseldom\b": "rarely",
    r"\bfile of (this|that) name\b": "with that name",
    r"\bthis hard: …": "a sentence with the number in it",
}
# A reason that starts with a verb: "capacity: is one of …" reads as if a word were missing.
NO_SUBJECT = r"^(is|are|has|have|goes|stands|names)\b(?!.*\?)"


def is_command(decorator: ast.expr) -> bool:
    return bool(re.search(r"\b(command|group)\(", ast.unparse(decorator)))


@cache
def interface() -> dict[str, str]:
    """Every string marked for translation, reason for refusing a file and command's help, with the place of one use."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        found.setdefault(argument.value, f"{path.relative_to(ROOT)}:{node.lineno}")
            elif isinstance(node, ast.FunctionDef) and any(map(is_command, node.decorator_list)):
                found.setdefault(ast.get_docstring(node) or "", f"{path.relative_to(ROOT)}:{node.lineno}")
    return {text: where for text, where in found.items() if text not in TYPED}


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_in(part)


@cache
def content() -> dict[str, str]:
    """Every text of the content, but for the word lists of the reflection rules."""
    found: dict[str, str] = {}
    for path in sorted(CONTENT.rglob("*.toml")):
        if path.parent.name != "reflection":
            for text in texts_in(tomllib.loads(path.read_text())):
                if " " in text:
                    found.setdefault(text, str(path.relative_to(ROOT)))
    return found


@cache
def docs() -> dict[str, str]:
    """The lines of the docs for people, without code and addresses."""
    found: dict[str, str] = {}
    for path in PEOPLE_DOCS:
        code = r"```.*?```|<!--.*?-->"
        text = re.sub(code, lambda part: "\n" * part[0].count("\n"), path.read_text(), flags=re.DOTALL)
        for number, line in enumerate(text.splitlines(), 1):
            line = re.sub(r"`[^`]*`|\]\([^)]*\)|!\[|<[^>]*>", " ", line)
            if line.strip():
                found.setdefault(line, f"{path.relative_to(ROOT)}:{number}")
    return found


def against(texts: dict[str, str], rules: Iterable[str]) -> list[str]:
    """Each text that a rule forbids, with its place and the word."""
    compiled = [re.compile(rule, re.IGNORECASE) for rule in rules]
    without_fields = {text: FIELDS.sub("…", text) for text in texts}
    return [
        f"{where}: {match[0]!r} in {text!r}"
        for text, where in texts.items()
        for rule in compiled
        if (match := rule.search(without_fields[text]))
    ]


@pytest.mark.parametrize("texts", [interface, content, docs], ids=lambda source: source.__name__)
def test_words_never_used_are_not_used(texts: Any) -> None:
    assert not against(texts(), NEVER)


def test_reasons_have_a_subject_or_say_what_to_do() -> None:
    assert not against(interface(), [NO_SUBJECT])


def test_interface_has_no_semicolon() -> None:
    assert not [text for text in interface() if ";" in text]


def test_interface_says_you_and_not_one() -> None:
    assert not against(interface(), [r"\ba person('s)?\b", r"(?<!this )\bone (has|is|may|can|does|feels)\b"])


def test_interface_strings_are_sentences_or_labels() -> None:
    """A text of several words and a verb ends like a sentence; a label is short; a command or a value may end a line."""
    ends = re.compile(r"([.?:)]|securecoach [\w {},-]+|\{example\} [\w ]+|\{command\}|[, ])$")
    long = [text for text in interface() if text[:1].isupper() and len(text.split()) > 12]
    assert not [text for text in long if not ends.search(text.rstrip("\n"))]


def test_rules_notice_a_bad_sentence() -> None:
    bad = {"You should mend the record.": "here", "What a good rung!": "there", "It is {rung}.": "nowhere"}
    assert {found.split(":")[0] for found in against(bad, NEVER)} == {"here", "there"}


@pytest.mark.parametrize("page", PEOPLE_DOCS, ids=lambda page: page.name)
def test_docs_for_people_read_at_grade_eight_at_most(page: Path) -> None:
    textstat = pytest.importorskip("textstat", reason="textstat is not installed")
    text = re.sub(r"```.*?```", " ", page.read_text(), flags=re.DOTALL)
    text = re.sub(r"^\|.*$|!\[[^]]*\]\([^)]*\)", " ", text, flags=re.MULTILINE)
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", re.sub(r"`[^`]*`", "it", text))
    lines = [re.sub(r"^[#*\s-]+", "", line) for line in text.splitlines() if line.strip()]
    assert textstat.automated_readability_index(" ".join(lines)) <= 8
    assert textstat.coleman_liau_index(" ".join(lines)) <= 8
