"""What the README promises holds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from securecoach_tui.content import support

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()


def test_the_people_to_call_are_those_of_the_support_data() -> None:
    people = support.people(ROOT / "securecoach_tui" / "content" / "en" / support.FILE)
    urgent = [one.words() for one in people.lines if one.about == "thinking of ending your life"]
    said = README.split("support.toml -->\n")[1].split("\n<!-- /support -->")[0].splitlines()
    assert said == [f"- {line}" for line in (*people.before, *urgent, people.after[0])]


@pytest.mark.parametrize(
    "page", sorted(str(one.relative_to(ROOT)) for one in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
)
def test_every_link_to_a_file_leads_somewhere(page: str) -> None:
    text = re.sub(r"```.*?```", "", (ROOT / page).read_text(), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target:
            assert (ROOT / page).parent.joinpath(target).exists(), f"{page}: {target}"


def commands(page: str) -> list[str]:
    """What a reader may type: the lines of blocks marked sh, and those after $ in blocks marked console."""
    found: list[str] = []
    for kind, block in re.findall(r"```(sh|console)\n(.*?)```", (ROOT / page).read_text(), re.DOTALL):
        for line in block.splitlines():
            if kind == "sh":
                found.append(line)
            elif line.startswith("$ "):
                found.append(line.removeprefix("$ "))
    return found


@pytest.mark.journeys
@pytest.mark.parametrize("command", sorted({*commands("README.md"), *commands("docs/tutorial.md")}))
def test_a_command_works_as_it_is_written(command: str, tmp_path: Path) -> None:
    words = command.split()
    if words[1] == "scripts/test.py":
        assert (ROOT / words[1]).exists()  # the command that runs this very test
        return
    program = [sys.executable, "-m", "securecoach_tui"] if words[0] == "securecoach" else [sys.executable, words[1]]
    rest = words[1:] if words[0] == "securecoach" else words[2:]
    if (
        words[0] != "securecoach"
        and not (ROOT / ".venv" / "ready").exists()
        and not (ROOT / ".venv" / "readydev").exists()
    ):
        pytest.skip("the environment was not made by scripts/start.py or scripts/test.py")
    environ = {"SECURECOACH_DATA_DIR": str(tmp_path / "data"), "SECURECOACH_STATE_DIR": str(tmp_path / "state")}
    done = subprocess.run(
        [*program, *rest],
        input=".q\n.q\n.q\n",  # whoever types a practice may also stop it
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        env={**os.environ, **environ},
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
