"""A report has what the person chose and nothing else, and nothing in it can act as markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.progress.model import compute_progress
from securecoach_tui.reports import html, markdown
from securecoach_tui.reports.report import TICKS, Report, build_report
from tests.progress.session_series import at, soothing
from tests.tui.records import NOW, sessions

TODAY = date(2026, 6, 30)
NASTY = "<script>alert(1)</script> & [click](x) *bold* \x1b[31m # `code`\nsecond line"
TITLES = {"slow-breathing": "Slow breathing"}
CHECKINS = [{"id": "a", "at": at(0), "direction": "both", "chosen": None, "answers": {"late": 6, "alone": None}}]


def life() -> list[SessionRecord]:
    sessions = soothing([(8, max(0, 7 - n // 9)) for n in range(60)])
    sessions[0] = msgspec.structs.replace(sessions[0], reflection=f"a line of my own {NASTY}")
    near = [
        SessionRecord(
            id=f"c{n}", started=at(n), exercise="closeness-ladder", capacity="closeness", rung_id="photo",
            rung="a photo <b>", prediction=7, feared="no", expect=f"expected {NASTY}", happened="it was warm",
            ratings=[Rating(60.0, "distress", 4, "during")], practised_seconds=180.0, planned_seconds=180.0,
        )
        for n in range(12)
    ]  # fmt: skip
    need = SessionRecord(
        id="n",
        started=at(3),
        exercise="name-the-need",
        capacity="need_expression",
        answers={"need": "rest, and <i>quiet</i>"},
    )
    return [*sessions, *near, need]


def report_of(*ticked: str, of: list[SessionRecord] | None = None) -> Report:
    every = life() if of is None else of
    return build_report(
        every,
        compute_progress(every, today=TODAY),
        ticked=ticked,
        checkins=CHECKINS,
        titles=TITLES,
        questions={"late": "When a reply is late, my mind races."},
    )


WRITTEN = {
    "reflections": "a line of my own",
    "needs": "rest, and",
    "predictions": "it was warm",
    "checkins": "my mind races",
}


@pytest.mark.parametrize("draw", [html.render, markdown.render])
def test_report_leaves_out_writing_unless_ticked(draw) -> None:
    plain = draw(report_of())
    for words in WRITTEN.values():
        assert words not in plain
    for tick, words in WRITTEN.items():
        ticked = draw(report_of(tick)).replace("\\", "")
        assert words in ticked
        for other in WRITTEN.keys() - {tick}:
            assert WRITTEN[other] not in ticked


def test_html_report_has_no_script_and_no_address() -> None:
    drawn = html.render(report_of(*TICKS))
    assert "<script" not in drawn and "&lt;script&gt;" in drawn
    assert not re.search(r"https?:|//[a-z]|src=|href=|url\(|@import", drawn)
    assert "\x1b" not in drawn and "\\x1b[31m" in drawn
    assert "a photo &lt;b&gt;" in drawn


class Outline(HTMLParser):
    """What a screen reader uses: headings, named pictures, and tags that close."""

    VOID = frozenset({"meta", "line", "circle", "polygon", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[str] = []
        self.ids: set[str] = set()
        self.named: list[str] = []
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            assert found["id"] not in self.ids
            self.ids.add(str(found["id"]))
        if tag == "html":
            self.language = str(found.get("lang"))
        if tag == "svg":
            assert found["role"] == "img"
            self.named += str(found["aria-labelledby"]).split()
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def test_html_report_is_well_formed_and_describes_charts() -> None:
    outline = Outline()
    outline.feed(html.render(report_of(*TICKS), "en"))
    assert outline.open == [] and outline.language == "en"
    assert outline.headings[0] == "h1" and outline.headings.count("h1") == 1
    assert len(outline.named) == 2 * 5 and set(outline.named) <= outline.ids


def test_markdown_report_escapes_writing() -> None:
    drawn = markdown.render(report_of("reflections"))
    assert "\\<script\\>" in drawn and "\\*bold\\*" in drawn and "\x1b" not in drawn
    assert "> second line" in drawn
    assert markdown.escaped("- a\n1. b\n# c") == "\\- a\n1\\. b\n\\# c"


@pytest.mark.parametrize("count", [0, 1, 7, 8, 60])
def test_report_of_any_number_of_sessions(count: int) -> None:
    report = report_of(of=soothing([(6, 3)] * count))
    assert "My practice" in html.render(report) and "My practice" in markdown.render(report)


def test_report_with_a_megabyte_and_removed_exercises() -> None:
    long = soothing([(6, 3)] * 3, reflection="word " * 200_000, exercise="no-longer-there")
    assert len(html.render(report_of("reflections", of=long))) > 3_000_000


def test_report_has_writing_of_misdated_sessions() -> None:
    lost = msgspec.structs.replace(soothing([(6, 3)])[0], started="1970-01-01T00:00:00+00:00", reflection="still mine")
    for draw in (html.render, markdown.render):
        assert "still mine" in draw(report_of("reflections", of=[lost]))
        assert "no date" in draw(report_of("reflections", of=[lost]))


def test_report_shows_dates_before_and_after_and_usual_ends() -> None:
    drawn, marked = html.render(report_of()), markdown.render(report_of())
    for page in (drawn, marked):
        assert "Before and after, the last sessions" in page and "distress usually ended at" in page
        assert "Apr" in page
    assert "○ before  ● after" in marked and "before, " in drawn and "Before and after: open dot" in drawn


def test_report_lists_no_ratings_among_needs() -> None:
    answers = {"need": "an hour of rest", "calm, before": "4"}
    one = SessionRecord(id="n", started=at(3), capacity="need_expression", answers=answers)
    for draw in (html.render, markdown.render):
        drawn = draw(report_of("needs", of=[one]))
        assert "an hour of rest" in drawn and "calm" not in drawn


@pytest.mark.parametrize("draw", [html.render, markdown.render])
def test_report_says_a_number_of_sessions_once(draw) -> None:
    shown = re.sub("<[^>]*>", "", draw(report_of(of=soothing([(8, 6)] * 3))))
    assert "Soothing myself: 3 sessions" in shown and "in all" not in shown
    judged = re.sub("<[^>]*>", "", draw(report_of()))
    assert "60 sessions in all." in judged


def test_report_has_no_contacts() -> None:
    names = {*Report.__struct_fields__, *TICKS}
    assert not any("contact" in name or "support" in name for name in names)


def test_report_draws_pairs_unless_hidden() -> None:
    drawn, marked = html.render(report_of()), markdown.render(report_of())
    assert "Expected and actual: a photo &lt;b&gt;" in drawn and drawn.count('fill="#fff" stroke=') == 12 + 8
    assert "14 March expected 7, highest 4" in drawn
    assert "●───────────○" in marked and "expected the first time" in marked
    found = compute_progress(life(), today=TODAY, hidden=["prediction_gap", "practice_days", "rung"])
    hidden = html.render(build_report(life(), found))
    assert "Expected and actual" not in hidden and "with practice" not in hidden and ">Rungs<" not in hidden


def usual(count: int) -> list[SessionRecord]:
    """A record with everything a report can draw: three capacities, two rungs, urges."""
    found = []
    for number, one in enumerate(sessions(count, a_week=4.5 if count < 1000 else 30)):
        if one.capacity == "closeness":
            rung = ("warm-memory", "a warm memory") if number > count // 2 else ("photo", "a photo of someone dear")
            one = msgspec.structs.replace(one, rung_id=rung[0], rung=rung[1])
        elif number % 11 == 5:
            urges = [
                Rating(None, "urge", 6, "before"),
                Rating(60.0, "urge", 8, "during"),
                Rating(None, "urge", 3, "after"),
            ]
            one = msgspec.structs.replace(one, ratings=[*one.ratings, *urges], settled_alone="partly")
        found.append(one)
    return found


@pytest.mark.browser
@pytest.mark.parametrize("count", [60, 10_000])
def test_a_browser_prints_the_report_on_two_pages(tmp_path: Path, count: int) -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium here")
    every = usual(count)
    report = build_report(every, compute_progress(every, today=NOW.date()), titles=TITLES)
    assert len(report.parts) == 3 and len(report.lists) == 2 and len(report.parts[2].pairs) == 2
    (tmp_path / "report.html").write_text(html.render(report), "utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={tmp_path}/own"]
    printed = tmp_path / "report.pdf"
    address = (tmp_path / "report.html").as_uri()
    subprocess.run(
        [browser, *flags, f"--print-to-pdf={printed}", address], check=True, capture_output=True, timeout=120
    )
    assert len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes())) == 2
