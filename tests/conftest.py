"""What all tests share: golden files, hypothesis without deadlines, and skips that count as failures.

SECURECOACH_EXPECT="pulseaudio,chromium" names parts that are expected on this machine. A test that skips because one is
missing names it in the reason ("pulseaudio is not installed"); such a skip then counts as a failure.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from hypothesis import settings

from securecoach_tui.practice.session import machine

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that starts pytest in the background ignores ctrl+c in it, and in every program that a test starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A busy machine is slow, not wrong.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

machine.enforce_targets = True  # in every test, a session's event leads only where the table says

EXPECTED = [part.strip().lower() for part in os.environ.get("SECURECOACH_EXPECT", "").split(",") if part.strip()]
Golden = Callable[..., None]


def pytest_collection_finish() -> None:
    """Collect garbage less often, and never look again at what lives as long as the run: modules, and all tests.

    Otherwise it is a seventh of the time that tests take, and three quarters of what parsing the source does.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-golden", action="store_true", help="write golden files instead of comparing with them")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with a golden file, or write it there with --renew-golden.

    In a file of sections, each begins with a line "## " and its name; ``section`` names the one that is compared.
    """

    def check(path: Path, text: str, section: str = "") -> None:
        old = path.read_text("utf-8") if path.exists() else ""
        new = with_section(old, section, text) if section else text
        if request.config.getoption("--renew-golden") and new != old:
            path.write_text(new, "utf-8")
            old = new
        assert new == old, f"if this is right: .venv/bin/python scripts/dev/renew_golden.py ({path.name})"

    return check


def with_section(whole: str, name: str, text: str) -> str:
    """Return a golden file with the text of one of its sections replaced, or with a new section at its end."""
    head, *parts = whole.split("## ")
    sections = dict(one.split("\n", 1) for one in parts)
    ending = sections.get(name, "\n\n")[len(sections.get(name, "").rstrip()) :]  # blank lines between sections
    sections[name] = text.rstrip() + ending
    return head + "".join(f"## {one}\n{body}" for one, body in sections.items())


def missing(reason: str) -> str:
    """Return the expected part that the reason of a skip names, or nothing."""
    return next((part for part in EXPECTED if part in reason.lower()), "")


def fail_if_expected(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure if its reason names an expected part."""
    if report.outcome != "skipped" or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    part = missing(reason)
    if part:
        report.outcome = "failed"
        report.longrepr = f"{part} is expected here (SECURECOACH_EXPECT): {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    fail_if_expected(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    fail_if_expected(report)
    return report
