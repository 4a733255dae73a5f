"""Renew every golden file from the current output of the program. Read the diff afterwards.

    .venv/bin/python scripts/dev/renew_golden.py

- docs/pictures: the screens that scripts/dev/screenshots.py draws
- ARCHITECTURE.md: the session's states
- README.md and README.es.md: who to call, from support.toml of their language
- tests/practice: stories/, diaries.txt and scores.txt
- tests/tui/snapshots: every screen, which takes a few minutes

Files in tests/store/recorded are never renewed, since they prove that data of older versions can be read.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from scripts.dev import screenshots, state_diagram  # noqa: E402
from securecoach_tui.content import support_lines  # noqa: E402

BEGIN, END = "support.toml -->\n", "\n<!-- /support -->"


READMES = {"README.md": "en", "README.es.md": "es"}


def people_to_call(language: str) -> str:
    """Return a README's lines about who to call, from the support data of its language."""
    people = support_lines.support_list(ROOT / "securecoach_tui" / "content" / language / support_lines.FILE)
    return "\n".join(f"- {line}" for line in (*people.urgent_words(), people.after[0], people.after[-1]))


def renew_readmes() -> None:
    """Write the people to call into each README, between its markers."""
    for name, language in READMES.items():
        path = ROOT / name
        head, rest = path.read_text("utf-8").split(BEGIN)
        path.write_text(head + BEGIN + people_to_call(language) + END + rest.split(END, 1)[1], "utf-8")


def renew_tests() -> int:
    """Renew the golden files of tests by running those tests; return pytest's exit status."""
    command = [sys.executable, "-m", "pytest", "-q", "--renew-golden", "tests/practice", "tests/tui/test_snapshots.py"]
    return subprocess.call([*command, "-k", "stories or diaries or scores or every_screen"], cwd=ROOT)


def main() -> int:
    """Renew everything and return the exit status."""
    renew_readmes()
    return max(state_diagram.main(["--write"]), screenshots.main([]), renew_tests())


if __name__ == "__main__":
    sys.exit(main())
