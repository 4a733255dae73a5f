""".github/workflows/tests.yml is valid, and calls what is there. Only the hosting service can say that it runs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from scripts.test import LANES

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / ".github" / "workflows" / "tests.yml"
# The first version of each action that runs on Node 24. The hosting service is removing Node 20.
NODE_24 = {"checkout": 5, "setup-python": 6, "upload-artifact": 6, "download-artifact": 7}


@pytest.fixture(scope="module")
def workflow() -> dict[Any, Any]:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    read = yaml.safe_load(FILE.read_text("utf-8"))
    assert isinstance(read, dict)
    return read


def commands(job: dict[str, Any]) -> str:
    return "\n".join(step.get("run", "") for step in job["steps"])


def test_workflow_runs_every_lane_for_each_change(workflow: dict[Any, Any]) -> None:
    (job,) = (job for name, job in workflow["jobs"].items() if name == "linux")
    called = set(re.findall(r"--only (\w+)", "\n".join(map(commands, workflow["jobs"].values()))))
    assert called | set(job["strategy"]["matrix"]["lane"]) == {*LANES, "static"} - {"long"}
    assert workflow["permissions"] == {"contents": "read"}
    assert set(workflow[True]) >= {"push", "pull_request"}  # YAML 1.1 reads "on" as true


def test_workflow_tests_three_systems_and_every_python(workflow: dict[Any, Any]) -> None:
    matrix = workflow["jobs"]["tests"]["strategy"]["matrix"]
    assert {name.split("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert oldest == f">={matrix['python'][0]}"


def test_workflow_calls_only_scripts_that_exist(workflow: dict[Any, Any]) -> None:
    called = re.findall(r"\b(?:scripts|tests)/[\w/]+\.py\b|\bconstraints\.txt\b", FILE.read_text("utf-8"))
    assert "scripts/test.py" in called
    for name in called:
        assert (ROOT / name).exists(), name
    jobs = workflow["jobs"]
    for job in jobs.values():
        needed = job.get("needs", [])
        assert set([needed] if isinstance(needed, str) else needed) <= set(jobs)
        assert all(("uses" in step) != ("run" in step) for step in job["steps"])


def test_workflow_keeps_wheel_and_sdist(workflow: dict[Any, Any]) -> None:
    job = workflow["jobs"]["packages"]
    assert "hatchling build" in commands(job)
    (kept,) = (step for step in job["steps"] if "upload-artifact" in step.get("uses", ""))
    assert kept["with"]["path"] == "dist/*" and kept["with"]["if-no-files-found"] == "error"


def test_workflow_uses_actions_that_run_on_node_24(workflow: dict[Any, Any]) -> None:
    used = [step["uses"] for job in workflow["jobs"].values() for step in job["steps"] if "uses" in step]
    assert used
    for action in used:
        name, version = re.fullmatch(r"actions/([\w-]+)@v(\d+)", action).groups()  # type: ignore[union-attr]
        assert int(version) >= NODE_24[name], action


def test_workflow_leaves_the_images_own_chromium(workflow: dict[Any, Any]) -> None:
    """Ubuntu's package of this name is a snap, and would replace the program that the image has."""
    assert "chromium" not in commands(workflow["jobs"]["linux"])
    assert "chromium" in workflow["jobs"]["linux"]["env"]["SECURECOACH_EXPECT"]
