"""What the README promises holds."""

from __future__ import annotations

import re
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
