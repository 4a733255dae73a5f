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
    """Return each package on the page with the licence that the page names."""
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
    """Return these packages and all that they bring to this machine."""
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
def test_every_runtime_package_is_listed(name: str) -> None:
    assert name in listed()


@pytest.mark.parametrize("text", [text for extra in PROJECT["optional-dependencies"].values() for text in extra])
def test_every_optional_package_is_listed(text: str) -> None:
    assert canonicalize_name(Requirement(text).name) in listed()


@pytest.mark.parametrize("name", sorted(RUN))
def test_every_runtime_package_is_pinned(name: str) -> None:
    assert name in PINNED


HERE = {str(canonicalize_name(one.name)) for one in distributions()}


@pytest.mark.parametrize("name", sorted(HERE & set(listed())))
def test_listed_licence_is_the_packages_own(name: str) -> None:
    said = metadata(name)
    named = " ".join(
        [said.get("License-Expression") or "", *(said.get_all("Classifier") or []), said.get("License") or ""]
    )
    family = re.split(r"[-0-9 ]", listed()[name])[0]
    words = {"not": "", "LGPL": "Lesser General Public", "PSF": "P"}.get(family, family)
    assert words in named, f"{name}: {listed()[name]} is not in {named[:200]}"


def test_constraints_hold_exact_versions_and_markers() -> None:
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        one = Requirement(line)
        assert [spec.operator for spec in one.specifier] == ["=="], line
        assert not one.url and not one.extras and "*" not in line, line


def test_constraints_name_every_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for text in [
        *PROJECT["dependencies"],
        *PROJECT["optional-dependencies"]["dev"],
        *project["build-system"]["requires"],
    ]:
        one = Requirement(text)
        (pin,) = PINNED[canonicalize_name(one.name)].specifier
        assert pin.version in one.specifier, text
