"""The html report with everything in it: axe-core finds nothing in a real browser, and the Nu checker nothing in its text."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from securecoach_tui.progress.model import compute_progress
from securecoach_tui.reports import html
from securecoach_tui.reports.report import TICKS, build_report
from tests.browser import accessibility, chromium
from tests.reports.test_report import CHECKINS, TITLES, usual
from tests.tui.records import NOW

pytestmark = pytest.mark.browser
NU = os.environ.get("SECURECOACH_VNU", "")  # the checker's vnu.jar, of the npm package vnu-jar


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A report with every section, chart and ticked part."""
    every = usual(60)
    progress = compute_progress(every, today=NOW.date())
    asked = {"late": "When a reply is late, my mind races."}
    report = build_report(every, progress, ticked=TICKS, checkins=CHECKINS, titles=TITLES, questions=asked)
    assert len(report.parts) == 3 and len(report.entries) == 3 and report.calendar
    path = tmp_path / "report.html"
    path.write_text(html.render(report), "utf-8")
    return path


@pytest.mark.skipif(chromium.found() is None, reason="Chromium isn't installed here")
@pytest.mark.skipif(accessibility.script() is None, reason="axe-core-python isn't installed here")
async def test_report_has_no_accessibility_violation(page: Path, tmp_path: Path) -> None:
    async with chromium.Page(tmp_path / "profile") as browser:
        await browser.open(page.as_uri())
        await browser.see("My practice", "Soothing myself", "The last 28 days")
        assert await accessibility.violations(browser) == []
        assert browser.requests == [page.as_uri()]


@pytest.mark.skipif(not (NU and shutil.which("java")), reason="SECURECOACH_VNU names no vnu.jar, or Java isn't here")
def test_report_is_valid_by_the_nu_checker(page: Path) -> None:
    done = subprocess.run(["java", "-jar", NU, str(page)], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
