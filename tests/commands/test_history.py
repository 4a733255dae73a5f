"""History, progress and reports by command: what they show, and every refusal in one sentence."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from securecoach_tui import cli
from securecoach_tui.practice.record import SessionRecord
from tests.progress.session_series import soothing


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]

ODD = [
    {"id": "old", "started": "1970-01-01T00:00:00+00:00", "capacity": "regulation", "exercise": "slow-breathing"},
    {"id": "far", "started": "2099-01-01T00:00:00+00:00", "capacity": "regulation", "practised_seconds": 0},
    {"id": "gone", "started": "2026-04-01T21:00:00+00:00", "exercise": "no-longer-there", "reflection": "why (* not"},
    {"id": "bare", "completed": False},
]


def sessions() -> list[SessionRecord]:
    found = soothing([(8, max(0, 7 - n // 9)) for n in range(60)])
    found[3] = msgspec.structs.replace(found[3], reflection="a walk by the \x1b[31mriver")
    return found


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    monkeypatch.setenv("SECURECOACH_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setattr(sys, "stdin", open("/dev/null"))

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["securecoach", *arguments, "--data-dir", str(tmp_path / "data")])
        code = cli._main()
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    given = tmp_path / "given.json"
    given.write_bytes(msgspec.json.encode({"sessions": [*sessions(), *ODD]}))
    assert run("import", str(given)).code == 0
    return run


def ids(ran: Ran) -> list[str]:
    return [one["id"] for one in json.loads(ran.out)]


def test_progress_as_json_has_the_contracts_shape(run: Run) -> None:
    told = json.loads(run("progress", "--json").out)
    assert list(told) == ["practice_days_28", "capacities"]
    share = told["capacities"]["regulation"]["indicators"][0]
    assert (share["name"], share["movement"], share["sessions"]) == ("settled_share", "toward", 60)


def test_progress_in_lines_is_one_fact_a_line_without_escapes(run: Run) -> None:
    lines = run("progress").out.splitlines()
    assert lines[0] == "My progress, since 3 March, 61 sessions"
    assert "Soothing myself: getting easier" in lines and "Sessions: 60" in lines
    assert lines[-1].startswith("3 sessions have no usable date")
    assert not any(ord(sign) < 32 for line in lines for sign in line)
    assert len(run("progress", "--weeks").out.splitlines()) > len(lines) + 15


def test_history_narrows_by_exercise_day_words_and_number(run: Run) -> None:
    assert len(ids(run("history", "--json"))) == 64
    assert ids(run("history", "--json", "--exercise", "no-longer-there")) == ["gone"]
    assert ids(run("history", "--json", "--since", "2026-06-28", "--until", "2026-06-30")) == ["s0059"]
    assert ids(run("history", "--json", "--text", "RIVER")) == ["s0003"]
    assert ids(run("history", "--json", "--capacity", "regulation", "--until", "2026-06-30", "--limit", "1")) == [
        "s0059"
    ]


def test_history_search_takes_text_literally(run: Run) -> None:
    assert ids(run("history", "--json", "--text", "(*")) == ["gone"]
    assert run("history", "--text", "[[").out == "0 of 64 sessions.\n"


def test_history_says_how_many_and_shows_controls_as_text(run: Run) -> None:
    told = run("history", "--text", "river").out
    assert told.startswith("1 of 64 sessions.\n") and "\\x1b[31mriver" in told and "\x1b" not in told


def test_history_since_refuses_an_invalid_day(run: Run) -> None:
    ran = run("history", "--since", "soon")
    assert ran.code == 2 and "soon is not a date" in ran.err and ran.err.count("\n") == 1


def test_progress_since_a_future_day_is_refused(run: Run) -> None:
    ran = run("progress", "--since", "9998-01-01")
    assert (ran.code, ran.out) == (2, "")
    assert "9998-01-01 is in the future. Choose today or a day before it." in ran.err
    assert run("progress", "--since", "today").code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("history add --before x", '"x" is not a whole number from 0 to 10.'),
        ("history edit last --after 11", '"11" is not a whole number from 0 to 10.'),
        ("history --limit 😀", '"😀" is not a whole number from 1 up.'),
        ("history --limit 0", '"0" is not a whole number from 1 up.'),
        ("serve --port 70000", '"70000" is not a whole number from 0 to 65535.'),
        ("histroy", "No such command 'histroy'. Did you mean 'history'?"),
        ("practice nope", "There is no exercise called nope. To see them all: securecoach list"),
        ("practice slow-breething", "Did you mean slow-breathing?"),
    ],
)
def test_what_was_mistyped_is_quoted_with_what_is_near(run: Run, arguments: str, words: str) -> None:
    ran = run(*arguments.split())
    assert ran.code == 2 and words in ran.err and ran.err.count("\n") == 1


def test_report_overwrites_a_file_only_when_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    assert run("export", "--format", "html", "-o", str(file)).code == 0
    first = file.read_text("utf-8")
    assert "getting easier" in first and "river" not in first
    ran = run("export", "--format", "html", "-o", str(file), "--with", "reflections")
    assert ran.code == 2 and "--overwrite" in ran.err and file.read_text("utf-8") == first
    assert run("export", "--format", "html", "-o", str(file), "--with", "reflections", "--overwrite").code == 0
    assert "river" in file.read_text("utf-8")


def test_a_report_into_a_folder_that_is_not_there_says_so(run: Run, tmp_path: Path) -> None:
    ran = run("export", "--format", "md", "-o", str(tmp_path / "nowhere" / "report.md"))
    assert ran.code == 2 and "There is no folder" in ran.err and ran.err.count("\n") == 1


def test_a_report_in_markdown_goes_to_standard_output(run: Run) -> None:
    assert run("export", "--format", "md").out.startswith("# My practice\n")


def given(run: Run, tmp_path: Path, *sessions: dict[str, object]) -> None:
    file = tmp_path / "more.json"
    file.write_text(json.dumps(list(sessions)))
    assert run("import", str(file)).code == 0


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["cafe", "CAFÉ", "Cafe\u0301", "don't"])
def test_history_text_folds_case_and_accents(typed: str, form: str, run: Run, tmp_path: Path) -> None:
    both = [
        {
            "id": form,
            "started": "2026-05-01T20:00:00+00:00",
            "reflection": unicodedata.normalize(form, "At the Café; don’t know"),
        }
        for form in ("NFC", "NFD")
    ]
    given(run, tmp_path, *both)
    assert sorted(ids(run("history", "--json", "--text", unicodedata.normalize(form, typed)))) == ["NFC", "NFD"]


@pytest.mark.parametrize(
    "started", ["2026-10-25T02:30:00+01:00", "2026-10-25T04:00:00+00:00", "2026-10-24T23:59:59-10:00"]
)
def test_history_finds_a_session_by_the_day_shown(started: str, run: Run, tmp_path: Path) -> None:
    given(run, tmp_path, {"id": "night", "started": started, "exercise": "slow-breathing", "practised_seconds": 60})
    (line,) = [line for line in run("history").out.splitlines() if line.startswith("2026-10-2")]
    shown = line[:10]
    assert ids(run("history", "--json", "--since", shown, "--until", shown)) == ["night"]
    if started[11:13] == "02":  # it belongs to the evening before, too
        assert ids(run("history", "--json", "--since", "2026-10-24", "--until", "2026-10-24")) == ["night"]
    assert ids(run("history", "--json", "--since", "2026-10-26", "--until", "2026-10-28")) == []


def test_history_help_says_when_a_day_starts(run: Run) -> None:
    assert "4 o'clock" in " ".join(run("history", "--help").out.split())


def test_history_session_is_added_and_corrected_by_hand(run: Run) -> None:
    added = run("history", "add", "--exercise", "slow-breathing", "--minutes", "5", "--before", "6")
    id = added.out.removeprefix("Saved. Its id is ").strip(".\n")
    assert run("history", "edit", id, "--after", "2", "--note", "on the bus").code == 0
    (one,) = [session for session in json.loads(run("history", "--json").out) if session["id"] == id]
    assert (one["by_hand"], one["reflection"], one["practised_seconds"]) == ("added", "on the bus", 300.0)
    assert [rating["value"] for rating in one["ratings"]] == [6, 2]
    assert "5 minutes, distress before 6, distress after 2, added by hand" in run("history").out


@pytest.mark.parametrize("note", ["I want to die", "on the bus"])
def test_note_of_harm_by_hand_names_people(note: str, run: Run) -> None:
    people = "To see who you can talk to, type: securecoach support\n"
    session = run("history", "add", "--exercise", "slow-breathing", "--minutes", "5", "--note", note)
    corrected = run("history", "edit", "last", "--note", note)
    assert session.out.endswith(people) is corrected.out.endswith(people) is (note == "I want to die")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "--minutes", "5"), "Say which exercise, and for how long."),
        (("add", "--exercise", "slow-breathing", "--minutes", "x"), '"x" is not one.'),
        (("add", "--exercise", "slow", "--minutes", "5"), "Did you mean slow-breathing?"),
        (("add", "--exercise", "slow-breathing", "--minutes", "5", "--date", "soon"), "soon is not a date."),
        (
            ("add", "--exercise", "slow-breathing", "--minutes", "5", "--date", "0202-03-04"),
            "0202-03-04 is not a date.",
        ),
        (("add", "--exercise", "slow-breathing", "--minutes", "5", "--date", "2099-01-01"), "is in the future."),
        (("edit", "nope", "--after", "2"), 'There is no session with the id "nope".'),
        (("edit", "bare"), "Say what to change."),
        (("edit", "bare", "--time", "late"), '"late" is not one.'),
    ],
)
def test_history_by_hand_refuses_in_a_sentence(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    before = run("history", "--json").out
    refused = run("history", *arguments)
    assert refused.code == 2 and sentence in refused.err and refused.out == ""
    assert run("history", "--json").out == before


def test_progress_since_a_day_measures_from_it_once(run: Run) -> None:
    whole, later = (json.loads(run("progress", "--json", *more).out) for more in ((), ("--since", "2026-05-01")))
    settled = [one["capacities"]["regulation"]["indicators"][0] for one in (whole, later)]
    assert settled[0]["sessions"] == 60 and 0 < settled[1]["sessions"] < 60
    assert settled[1]["baseline"] > settled[0]["baseline"] and settled[1]["recent"] == settled[0]["recent"]
    assert "since 1 May" in run("progress", "--since", "1.5.2026").out
    assert json.loads(run("progress", "--json").out) == whole
    assert "soon is not a date" in run("progress", "--since", "soon").err
