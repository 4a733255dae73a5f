"""Who to call, what is known, where others can look, the check-in's words, and what is said at first."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from securecoach_tui import content
from securecoach_tui.app import doctor
from securecoach_tui.commands.command_table import cli
from securecoach_tui.config.settings import DataPaths, Settings, places
from securecoach_tui.content.last_resort import LINES as LAST_RESORT
from securecoach_tui.content.loader import Content
from securecoach_tui.content.support_lines import support_list
from securecoach_tui.practice.checkin import DIMENSIONS, ITEMS_A_DIMENSION
from securecoach_tui.store.local import contacts

CONTENT = content.load()
OWN = """before = ["Danger: 000."]
after = ["Elsewhere: ask."]
[[line]]
place = "Here"
about = "a hard night"
name = "Night line"
number = "123"
how = "call"
whom = "anyone"
checked = "2026-01-02"
"""
BROKEN = [
    b"",
    b"before = 3",
    b"\xff",
    OWN.replace("number", "nmber").encode(),
    b"before = []\nline = []",
    b"a = " + b"[" * 9000,
]
# CONTENT.md's numbers, as they are said to be confirmed on their own pages.
NUMBERS = {
    "988", "9-8-8", "116 123", "13 11 14", "0477 13 11 14", "1737", "1-800-799-7233", "0808 2000 247", "0800 027 1234",
    "0808 801 0327", "0800 999 5428", "1800 341 900", "1800 737 732", "0800 733 843", "0800 456 450", "116 016",
}  # fmt: skip


@pytest.fixture
def where(tmp_path: Path) -> DataPaths:
    return places(str(tmp_path), {"SECURECOACH_STATE_DIR": str(tmp_path / "state")})


@pytest.fixture(autouse=True)
def doctor_without_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps doctor from starting an engine and a device, which its own tests do."""
    monkeypatch.setattr(doctor, "_speech", lambda preferences: [])
    monkeypatch.setattr(doctor, "_sound", list)


def support_facts(where: DataPaths) -> list[doctor.Fact]:
    return [fact for fact in doctor.examine(where, Settings()) if fact["name"] == "support"]


def support(where: DataPaths) -> list[str]:
    environ = {"SECURECOACH_STATE_DIR": str(where.state)}
    result = CliRunner().invoke(cli, ["support", "--data-dir", str(where.data)], env=environ)
    assert result.exit_code == 0, result.exception
    return result.output.splitlines()


def test_support_lists_emergencies_own_contacts_then_helplines(where: DataPaths) -> None:
    contacts.write(where, [contacts.Contact("Aunt", "123")])
    lines = support(where)
    paths_of = [next(n for n, line in enumerate(lines) if part in line) for part in ("911", "988", "Aunt", "1800 737")]
    assert paths_of == sorted(paths_of)
    assert "999 or 112" in "".join(lines[:3]) and "55" in "".join(lines[:3])
    assert "findahelpline.com" in lines[-3] and "phone bill" in lines[-2]
    assert lines[-1] == "All these numbers were checked on 24 November 2026."


def test_each_helpline_says_whom_and_how_with_its_number_once() -> None:
    lines = CONTENT.support()
    assert {part for line in lines for part in line.number.split(" or text ")} == NUMBERS
    for line in lines:
        words = line.words()
        assert line.how in words and words.count(line.number) == 1
        assert line.whom == "anyone" or f"for {line.whom}" in words
        assert line.hours in words and "checked" not in words
    (samaritans,) = [line.words() for line in lines if line.name == "Samaritans"]
    assert samaritans == "UK and Ireland, Samaritans: call 116 123, any time."
    (canada,) = [line.words() for line in lines if line.place == "Canada"]
    assert "9-8-8: Suicide Crisis Helpline" in canada


def test_one_line_says_when_the_helplines_were_checked() -> None:
    days = {date.fromisoformat(line.checked) for line in CONTENT.support()}
    (day,) = days
    (said,) = [line for line in CONTENT.support_words() if "checked" in line]
    assert f"{day.day} {day:%B %Y}" in said


def test_own_support_file_replaces_the_built_in_lines(where: DataPaths) -> None:
    where.data.mkdir(exist_ok=True)
    (where.data / "support.toml").write_text(OWN)
    assert [line for line in support(where) if "Here, Night line: call 123." in line] and "988" not in "".join(
        support(where)
    )
    assert support_facts(where) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_own_support_lines_in_any_unicode_encoding_are_used(encoding: str, where: DataPaths) -> None:
    where.data.mkdir(exist_ok=True)
    (where.data / "support.toml").write_bytes(OWN.replace("\n", "\r\n").encode(encoding))
    assert support_facts(where) == [] and "988" not in "".join(support(where))


@pytest.mark.parametrize("junk", BROKEN)
def test_broken_support_file_falls_back_and_doctor_says_so(junk: bytes, where: DataPaths) -> None:
    where.data.mkdir(exist_ok=True)
    (where.data / "support.toml").write_bytes(junk)
    assert "988" in "".join(support(where))
    (fact,) = support_facts(where)
    assert fact["state"] == "limited" and "support.toml can't be used" in fact["words"]


@pytest.mark.parametrize("junk", BROKEN)
def test_even_a_broken_program_names_somebody_to_call(junk: bytes, tmp_path: Path) -> None:
    (tmp_path / "support.toml").write_bytes(junk)
    found = support_list(tmp_path / "support.toml")
    assert found.words(["Aunt: 123"]) == [*LAST_RESORT, "Aunt: 123"] and found.problem
    assert support_list(tmp_path / "gone.toml", tmp_path / "gone too.toml").words() == list(LAST_RESORT)


def test_why_text_states_both_findings_and_their_limits() -> None:
    story = " ".join(CONTENT.why())
    for said in (
        "an association, not a test of practice",
        "no more likely than other secure adults to have been insecure babies",
        "memory alone does not show who became secure later",
        "Nobody has tested it for closeness, alone, at home",
        "Leaning on people is part of security",
        "a therapist's support",
        "No study shows that one person's practice reliably changes a couple",
        "Roisman, Padrón, Sroufe & Egeland (2002)",
        "never about a relationship",
    ):
        assert said in story
    assert "Hudson" not in story


@pytest.mark.parametrize("id", CONTENT.ids())
def test_why_command_names_the_study_result_and_source(id: str) -> None:
    result = CliRunner().invoke(cli, ["why", id])
    exercise = CONTENT.exercise(id)
    assert result.exit_code == 0 and exercise.evidence
    title, summary, kind, known, *sources = result.output.splitlines()
    assert title == exercise.title + "." and summary == exercise.summary
    assert kind.startswith("Kind of study: ") and known == exercise.evidence.summary
    assert len(sources) == len(exercise.evidence.citations)


def test_privacy_page_names_what_cannot_be_cleared() -> None:
    page = " ".join(CONTENT.privacy()).lower()
    for place in ("shell history", "scrollback", "backups", "synced", "exports", "calendar"):
        assert place in page
    assert "practice" in page and "someone you trust" in page


def test_the_check_in_has_twelve_mixed_lines_about_oneself() -> None:
    checkin = CONTENT.checkin()
    assert len({item.id for item in checkin.items}) == 12
    for dimension in DIMENSIONS:
        six = [item for item in checkin.items if item.dimension == dimension]
        assert len(six) == ITEMS_A_DIMENSION and 1 <= sum(item.reverse for item in six) <= 2
    order = "".join(item.dimension[1] for item in checkin.items)
    assert "nnn" not in order and "vvv" not in order, "the order is mixed"
    for item in checkin.items:
        assert re.search(r"\b(I|my|me)\b", item.text), item.text
        assert not re.search(r"\b(he|she|they|them|partner|husband|wife|boyfriend|girlfriend)\b", item.text, re.I)


def test_checkin_says_that_fear_is_no_pattern_and_it_is_no_test() -> None:
    checkin = CONTENT.checkin()
    for lines in (checkin.before, checkin.after):
        assert any("If you are afraid of someone, that is not a pattern to soothe away" in line for line in lines)
        assert any("not a test" in line for line in lines)
    assert set(checkin.results) == {"anxious", "avoidant", "both", "steady", "unclear"}
    assert checkin.results["steady"][0] == "By your own answers, you're steady."
    assert "secure" not in " ".join(line for lines in checkin.results.values() for line in lines).lower()


def test_first_start_says_whom_it_is_for() -> None:
    said = " ".join(CONTENT.first_run())
    for part in (
        "for adults", "not therapy", "through a crisis alone", "talk to your therapist first", "drunk or high",
        "driving, in water", "faint", "never have to put up with anything you do not want", "stop at any time", "ctrl+c",
    ):  # fmt: skip
        assert part in said
    sound = " ".join(CONTENT.sound_file())
    assert "driving" in sound and "water" in sound and "faint" in sound


def test_every_kind_that_needs_a_caution_has_one() -> None:
    for exercise in CONTENT.exercises().values():
        assert all(CONTENT.cautions([kind]) for kind in exercise.kinds - {"debrief"})
    breath = " ".join(CONTENT.cautions(["breath"]))
    for part in ("ordinary breath is enough", "dizzy", "heart or lung", "epilepsy", "pregnancy", "grounding"):
        assert part in breath
    assert "pregnancy" in CONTENT.cautions(["body"])[0]


def test_content_missing_in_a_language_is_taken_from_english(tmp_path: Path) -> None:
    other = Content(tmp_path)
    assert other.ids() == CONTENT.ids() and other.why() == CONTENT.why()
