"""The page of dependencies agrees with what is declared, pinned and installed."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distributions, metadata, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PINNED = {
    canonicalize_name(Requirement(line).name): Requirement(line)
    for line in (ROOT / "constraints.txt").read_text().splitlines()
}


def listed() -> dict[str, str]:
    """Each package of the page: its licence as the page has it."""
    found = {}
    for line in (ROOT / "docs" / "dev" / "dependencies.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) != 3 or cells[0] in ("package", "---"):
            continue
        names, licences = cells[0].split(", "), cells[1].split("; ")
        for number, name in enumerate(names):
            found[str(canonicalize_name(name))] = licences[min(number, len(licences) - 1)]
    return found


def needed(names: list[str]) -> set[str]:
    """The packages that these bring to this machine, and they themselves."""
    found: set[str] = set()
    waiting = [Requirement(text) for text in names]
    while waiting:
        one = waiting.pop()
        name = str(canonicalize_name(one.name))
        extras = one.extras or {""}
        if name in found or (one.marker is not None and not any(one.marker.evaluate({"extra": e}) for e in extras)):
            continue
        found.add(name)
        inner = [Requirement(text) for text in requires(name) or []]
        waiting += [
            each for each in inner if each.marker is None or any(each.marker.evaluate({"extra": e}) for e in extras)
        ]
    return found


RUN = needed(PROJECT["dependencies"])


@pytest.mark.parametrize("name", sorted(RUN))
def test_everything_that_runs_with_the_program_is_listed_with_its_reason(name: str) -> None:
    assert name in listed()


@pytest.mark.parametrize("text", [text for extra in PROJECT["optional-dependencies"].values() for text in extra])
def test_everything_named_for_development_and_extras_is_listed_with_its_reason(text: str) -> None:
    assert canonicalize_name(Requirement(text).name) in listed()


@pytest.mark.parametrize("name", sorted(RUN))
def test_everything_that_runs_with_the_program_is_pinned(name: str) -> None:
    assert name in PINNED


HERE = {str(canonicalize_name(one.name)) for one in distributions()}


@pytest.mark.parametrize("name", sorted(HERE & set(listed())))
def test_the_licence_is_the_one_that_the_package_names(name: str) -> None:
    said = metadata(name)
    named = " ".join(
        [said.get("License-Expression") or "", *(said.get_all("Classifier") or []), said.get("License") or ""]
    )
    family = re.split(r"[-0-9 ]", listed()[name])[0]
    words = {"not": "", "LGPL": "Lesser General Public", "PSF": "P"}.get(family, family)
    assert words in named, f"{name}: {listed()[name]} is not in {named[:200]}"


def test_constraints_hold_exact_versions_and_markers_and_nothing_else() -> None:
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        one = Requirement(line)
        assert [spec.operator for spec in one.specifier] == ["=="], line
        assert not one.url and not one.extras and "*" not in line, line


def test_constraints_name_every_dependency_that_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for text in [
        *PROJECT["dependencies"],
        *PROJECT["optional-dependencies"]["dev"],
        *project["build-system"]["requires"],
    ]:
        one = Requirement(text)
        (pin,) = PINNED[canonicalize_name(one.name)].specifier
        assert pin.version in one.specifier, text
