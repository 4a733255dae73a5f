"""Keep the catalogues of the interface's words: extract them, bring each language up to date, compile and check it.

    python3 scripts/dev/catalogues.py extract        print every message of the program as an empty catalogue
    python3 scripts/dev/catalogues.py update         bring every language up to date, or those named; makes new ones
    python3 scripts/dev/catalogues.py compile        write the .mo file of every language, or of those named
    python3 scripts/dev/catalogues.py check          name what is untranslated, doubtful, badly formatted or stale

Needs the standard library alone. The compiled files are committed: a checkout, a zip file of it and a wheel then all
have them, without a step of the build that could be left out. A test compares them with what ``compile`` would write.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import re
import string
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from scripts.dev.po_file import BadCatalogue, Catalogue, Message, compiled, parsed, written  # noqa: E402

PACKAGE = ROOT / "securecoach_tui"
LOCALES = PACKAGE / "locale"
DOMAIN = "securecoach"
# Calls that mark a message, and the place of the message among their arguments.
MARKS = {"_": 0, "N_": 0, "BadExercise": 1, "bad": 1}
PLURALS = ("ngettext", "NN_")
COMMANDS = ("command", "group")  # decorators of functions whose docstrings are shown by --help
ALIKE = 0.75  # how alike two messages are, from 0 to 1, for the translation of one to be offered for the other
HEADER = {
    "Project-Id-Version": "SecureCoach",
    "Language": "",
    "X-Language-Name": "",  # in the language itself, as Settings shows it
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def extracted(package: Path = PACKAGE) -> Catalogue:
    """Every message marked in the source, without translations."""
    catalogue = Catalogue(header=dict(HEADER))
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package.parent).as_posix()
        for message in _messages(ast.parse(path.read_text("utf-8"))):
            kept = catalogue.messages.setdefault(message.id, message)
            kept.plural = kept.plural or message.plural
            if name not in kept.files:
                kept.files.append(name)
    for message in catalogue.messages.values():
        if any(fields(message.id)) or any(fields(message.plural)):
            message.flags.add("python-brace-format")
    return catalogue


def _messages(tree: ast.AST) -> Iterator[Message]:
    """The messages of one file, in the order of their lines."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Call | ast.FunctionDef)]
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        if isinstance(node, ast.FunctionDef):
            if any(_is_command(one) for one in node.decorator_list):
                yield from (Message(" ".join(part.split())) for part in (ast.get_docstring(node) or "").split("\n\n"))
            continue
        name, texts = _name(node), [_constant(given) for given in node.args]
        if name in PLURALS and len(texts) > 1 and texts[0] and texts[1]:
            yield Message(texts[0], texts[1])
        elif name in MARKS and len(texts) > MARKS[name] and texts[MARKS[name]]:
            yield Message(texts[MARKS[name]])


def _is_command(decorator: ast.expr) -> bool:
    """Whether a decorator makes a command whose help is the docstring, and not an argument of the decorator."""
    given = decorator.keywords if isinstance(decorator, ast.Call) else []
    return _name(decorator) in COMMANDS and all(keyword.arg != "help" for keyword in given)


def _name(node: ast.expr) -> str:
    """The last part of the name that is called: "command" of ``@click.command()`` and of ``@data.command()``."""
    called = node.func if isinstance(node, ast.Call) else node
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _constant(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def fields(text: str) -> set[str]:
    """The names in braces, with what belongs to them: ``{n:.1f}`` is "n:.1f". Empty if the braces don't pair."""
    try:
        return {f"{name}:{form}" for _text, name, form, _kind in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return set()


def updated(catalogue: Catalogue, source: Catalogue) -> Catalogue:
    """``catalogue`` with the messages of ``source``; a new one offers the translation of a vanished one like it."""
    gone = {key: message for key, message in catalogue.messages.items() if key not in source.messages}
    result = Catalogue(catalogue.header, catalogue.notes)
    for key, found in source.messages.items():
        message = Message(key, found.plural, files=found.files, flags=set(found.flags))
        old = catalogue.messages.get(key)
        if old is None:
            like = difflib.get_close_matches(key, gone, 1, ALIKE)
            old = gone[like[0]] if like else None
            message.flags |= {"fuzzy"} if old is not None and any(old.texts) else set()
        elif "fuzzy" in old.flags or bool(old.plural) != bool(found.plural):
            message.flags |= {"fuzzy"} if any(old.texts) else set()
        if old is not None:
            message.texts, message.notes = old.texts[: result.forms if found.plural else 1], old.notes
        result.messages[key] = message
    return result


def problems(catalogue: Catalogue, source: Catalogue) -> list[str]:
    """What keeps a catalogue from being complete, a line for each message."""
    found = [f"not translated: {key}" for key in source.messages if key not in catalogue.messages]
    for key, message in catalogue.messages.items():
        if key not in source.messages:
            found.append(f"no longer in the program: {key}")
        elif "fuzzy" in message.flags:
            found.append(f"to be read again: {key}")
        elif not message.translated or bool(message.plural) != bool(source.messages[key].plural):
            found.append(f"not translated: {key}")
        else:
            found += [f"{fault}: {key}" for fault in faults(message, catalogue.forms)]
    return found


def faults(message: Message, forms: int) -> list[str]:
    """What is wrong with the form of a translation: its fields, its spaces, its line breaks, its number of forms."""
    found = []
    if len(message.texts) != (forms if message.plural else 1):
        found.append("another number of plural forms")
    expected = fields(message.id) | fields(message.plural)
    for text in message.texts:
        given = fields(text)
        # "1 day" may leave out its number, and so may any form of a plural.
        fits = given <= expected if message.plural else given == expected
        if not fits or ("{" in text and not given and expected):
            found.append("other fields in braces")
        if _ends(text) != _ends(message.id):
            found.append("other spaces at its ends")
        if text.count("\n") != message.id.count("\n"):
            found.append("another number of lines")
    return list(dict.fromkeys(found))


def _ends(text: str) -> tuple[str, str]:
    return re.match(r"\s*", text)[0], re.search(r"\s*$", text)[0]  # type: ignore[index]


def languages() -> list[str]:
    """The codes of the languages that have a catalogue."""
    return sorted(path.parents[1].name for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def path_of(language: str) -> Path:
    """The .po file of a language."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> Catalogue:
    """The catalogue of a language; an empty one, with a header, if it has none yet. Raises ``BadCatalogue``."""
    path = path_of(language)
    if not path.exists():
        return Catalogue(header={**HEADER, "Language": language})
    return parsed(path.read_text("utf-8"))


def update(language: str) -> str:
    """Write the .po file of a language, and say how much of it is translated."""
    catalogue = updated(read(language), extracted())
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    path_of(language).write_text(written(catalogue), "utf-8")
    done = sum(message.translated for message in catalogue.messages.values())
    return f"{language}: {done} of {len(catalogue.messages)} messages translated"


def compile_(language: str) -> str:
    """Write the .mo file of a language."""
    path_of(language).with_suffix(".mo").write_bytes(compiled(read(language)))
    return f"{language}: compiled"


def check(language: str) -> list[str]:
    """The problems of a language's catalogue, and whether its .mo file is older than it."""
    catalogue = read(language)
    found = problems(catalogue, extracted())
    machine = path_of(language).with_suffix(".mo")
    if not machine.exists() or machine.read_bytes() != compiled(catalogue):
        found.append("the .mo file isn't up to date; to write it: scripts/dev/catalogues.py compile")
    return [f"{language}: {line}" for line in found]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, and return 1 if ``check`` finds anything or a file can't be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("extract", "update", "compile", "check"))
    parser.add_argument("language", nargs="*", help="a code such as es; every language that has a catalogue if none")
    given = parser.parse_args(arguments)
    try:
        if given.command == "extract":
            print(written(extracted()), end="")
            return 0
        lines: list[str] = []
        for language in given.language or languages():
            done = {"update": update, "compile": compile_, "check": check}[given.command](language)
            lines += [done] if isinstance(done, str) else done
    except BadCatalogue as error:
        lines = [str(error)]
    print("\n".join(lines) or "Nothing is missing.")
    return 1 if given.command == "check" and lines else 0


if __name__ == "__main__":
    sys.exit(main())
