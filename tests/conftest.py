"""Makes a part that is expected on this machine a failure where it is missing.

SECURECOACH_EXPECT="pulseaudio,chromium" names the parts. A test that skips because of one of them says so in
its reason ("pulseaudio is not installed"); where that part is expected the skip counts as a failure.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Generator

import pytest
from hypothesis import settings

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Begun in the background of a shell, where ctrl+c is ignored by every program that a test starts, too.
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A busy machine is slow, not wrong.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

EXPECTED = [part.strip().lower() for part in os.environ.get("SECURECOACH_EXPECT", "").split(",") if part.strip()]


def missing(reason: str) -> str:
    """The expected part that a skip's reason names; empty where it names none."""
    return next((part for part in EXPECTED if part in reason.lower()), "")


def judged(report: pytest.TestReport | pytest.CollectReport) -> None:
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
    judged(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    judged(report)
    return report
