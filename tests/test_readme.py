"""The README and the docs name files, links and commands that work."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from securecoach_tui.content import support_lines

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(str(one.relative_to(ROOT)) for one in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FILES = [
    str(one.relative_to(ROOT))
    for part in ("securecoach_tui", "scripts", "tests")
    for one in ROOT.glob(f"{part}/**/*.py")
]


@pytest.mark.parametrize(("name", "language"), [("README.md", "en"), ("README.es.md", "es")])
def test_readme_lists_the_people_to_call(name: str, language: str) -> None:
    people = support_lines.support_list(ROOT / "securecoach_tui" / "content" / language / support_lines.FILE)
    text = (ROOT / name).read_text("utf-8")
    said = text.split("support.toml -->\n")[1].split("\n<!-- /support -->")[0].splitlines()
    assert said == [f"- {line}" for line in (*people.urgent_words(), people.after[0], people.after[-1])]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_in_the_docs_leads_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)[^)]*\)", prose(page)):
        if "://" not in target:
            path, _, heading = target.partition("#")
            found = (ROOT / page).parent / path if path else ROOT / page
            assert found.exists(), f"{page}: {target}"
            assert not heading or heading in headings(found), f"{page}: {target}"


@pytest.mark.parametrize("page", PAGES)
def test_every_file_named_in_the_docs_exists(page: str) -> None:
    for name in re.findall(r"(?<![\w/.-])((?:[\w-]+/)*[\w-]+\.py)\b", prose(page)):
        assert any(f"/{path}".endswith(f"/{name}") for path in FILES), f"{page}: {name}"


def prose(page: str) -> str:
    """Return a page without its blocks of code."""
    return re.sub(r"```.*?```", "", (ROOT / page).read_text(), flags=re.DOTALL)


def headings(page: Path) -> set[str]:
    """Return the anchors of a page: its headings in small letters, with a hyphen for each space."""
    found = re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\s-]", "", one.lower()).replace(" ", "-") for one in found}


def commands(page: str) -> list[str]:
    """Return a page's commands: lines of blocks marked sh, and those after $ in blocks marked console."""
    found: list[str] = []
    for kind, block in re.findall(r"```(sh|console)\n(.*?)```", (ROOT / page).read_text(), re.DOTALL):
        for line in block.splitlines():
            if kind == "sh":
                found.append(line)
            elif line.startswith("$ "):
                found.append(line.removeprefix("$ "))
    return found


def test_spanish_tutorial_has_the_commands_of_the_english() -> None:
    assert commands("docs/tutorial.es.md") == commands("docs/tutorial.md")


def test_spanish_tutorial_names_what_the_program_shows() -> None:
    package = ROOT / "securecoach_tui"
    files = [package / "locale/es/LC_MESSAGES/securecoach.po", *(package / "content" / "es").rglob("*.toml")]
    shown = "\n".join(one.read_text("utf-8") for one in files)
    named = re.findall("«([^»]+)»", " ".join(prose("docs/tutorial.es.md").split()))
    assert named
    assert [label for label in named if f'"{label}"' not in shown] == []


@pytest.fixture
def known(tmp_path: Path) -> dict[str, str]:
    """Return an environment with an empty home folder and the command on the path."""
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "securecoach"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m securecoach_tui "$@"\n')
    command.chmod(0o700)
    own = {"HOME": str(tmp_path), "PATH": f"{command.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    kept = {"SECURECOACH_DATA_DIR": str(tmp_path / "data"), "SECURECOACH_STATE_DIR": str(tmp_path / "state")}
    named = {f"GIT_{who}_{what}": "somebody" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return {**os.environ, **own, **kept, **named}


def typed(text: str, known: dict[str, str], *, shell: str = "sh") -> str:
    """Run ``text`` in a shell and return its output; it must succeed."""
    done = subprocess.run(
        [shell, "-ec", text],
        input=".q\n.q\n.q\n",  # stops a session that a command starts
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        env=known,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.mark.journeys
@pytest.mark.parametrize("command", sorted({*commands("README.md"), *commands("docs/tutorial.md")}))
def test_commands_in_the_docs_work(command: str, known: dict[str, str]) -> None:
    if "scripts/test.py" in command:
        assert (ROOT / "scripts" / "test.py").exists()  # the command that runs this very test
        return
    ready = ROOT / ".venv"
    if "scripts/start.py" in command and not ((ready / "ready").exists() or (ready / "readydev").exists()):
        pytest.skip("the environment was not made by scripts/start.py or scripts/test.py")
    typed(command, known)


@pytest.mark.journeys
def test_readme_line_installs_the_command(known: dict[str, str]) -> None:
    (line,) = [one for one in commands("README.md") if "ln -s" in one]
    typed(line, known)
    assert os.readlink(Path(known["HOME"], ".local", "bin", "securecoach")) == str(
        ROOT / ".venv" / "bin" / "securecoach"
    )


@pytest.mark.journeys
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_sync_page_puts_the_data_into_git(known: dict[str, str]) -> None:
    typed("securecoach import tests/store/recorded/v1-export.json", known)
    typed("\n".join(commands("docs/sync.md")), known)
    assert "journal/" in typed('git -C "$SECURECOACH_DATA_DIR" ls-files', known)


@pytest.mark.journeys
def test_bash_completion_from_the_faq_works(known: dict[str, str]) -> None:
    line = commands("docs/faq.md")[0]
    asks = "COMP_WORDS=(securecoach pr); COMP_CWORD=1; _securecoach_completion securecoach"
    assert typed(f'{line}; {asks}; echo "${{COMPREPLY[@]}}"', known, shell="bash").split() == ["practice", "progress"]
