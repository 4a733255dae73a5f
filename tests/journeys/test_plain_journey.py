"""A person practises in lines, through the installed command."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.journeys

EXERCISE = """id = "short-one"\nversion = 1\ntitle = "Short one"\nsummary = "S"\ncapacity = "regulation"
directions = ["anxious"]\nminutes = [0.1]\n[[opening]]\nsay = "Hello [bold]\\u001b[31m."\nseconds = 1
[[body]]\nbreathe = { in = 1, out = 1 }\n[[closing]]\nsay = "Bye."\nseconds = 1\n"""


class Command:
    """The program over a data folder of its own, as another process."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        (self.data / "exercises").mkdir(parents=True)
        (self.data / "exercises" / "short-one.toml").write_text(EXERCISE)
        self.environment = {**os.environ, "SECURECOACH_STATE_DIR": str(folder / "state"), "PYTHONUTF8": "1"}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "securecoach_tui", "--data-dir", str(self.data), *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=self.environment)

    def run(self, *arguments: str, given: str = "") -> tuple[int, str, str]:
        process = self.start(*arguments)
        out, err = process.communicate(given, timeout=60)
        assert "Traceback" not in err
        return process.returncode, out, err


@pytest.fixture
def program(tmp_path: Path) -> Command:
    return Command(tmp_path)


def read_to(process: subprocess.Popen[str], ending: str) -> str:
    assert process.stdout is not None
    seen = ""
    while not seen.endswith(ending):
        character = process.stdout.read(1)
        assert character, f"ended before {ending!r}: {seen}"
        seen += character
    return seen


def test_plain_session_is_saved_and_read_back(program: Command) -> None:
    process = program.start("practice", "short-one", "--minutes", "0.1", "--plain")
    assert process.stdin is not None
    everything = ""
    for answer, prompt in (
        ("7", "Distress now, 0-10: "),
        ("4", "Distress after, 0-10: "),
        ("calmer", "Your note: "),
    ):
        everything += read_to(process, prompt)
        process.stdin.write(answer + "\n")
        process.stdin.flush()
    rest, err = process.communicate(timeout=20)
    everything += rest
    assert "\x1b" not in everything and "\r" not in everything and err == ""
    assert "Hello [bold]\\x1b[31m." in everything
    assert "In 1\nOut 1\n" in everything
    assert rest.rstrip().splitlines()[-1].startswith("Saved")
    _code, out, _err = program.run("history", "--json")
    (session,) = json.loads(out)
    assert session["reflection"] == "calmer" and session["completed"] and session["planned_seconds"] == 6
    assert [r["value"] for r in session["ratings"]] == [7, 4]


@pytest.mark.parametrize(("end", "told"), [(signal.SIGTERM, 1), (signal.SIGINT, 0)], ids=["term", "quick exit"])
def test_unfinished_session_is_shown_unless_quick_exit(program: Command, end: signal.Signals, told: int) -> None:
    process = program.start("practice", "short-one", "--minutes", "1", "--plain")
    read_to(process, "Distress now, 0-10: ")
    assert process.stdin is not None
    process.stdin.write("7\n-\n")  # to ease off completes the session, so that it is kept
    process.stdin.flush()
    read_to(process, "Distress after, 0-10: ")
    process.send_signal(end)
    assert process.communicate(timeout=10) is not None and process.returncode == 0
    _code, out, _err = program.run("practice", "short-one", "--minutes", "0.1", "--plain", "--no-questions")
    assert (
        len([line for line in out.splitlines() if line.startswith("You have an unfinished session, Short one")]) == told
    )


def test_plain_session_without_input_is_saved(program: Command) -> None:
    code, out, _err = program.run("practice", "short-one", "--minutes", "0.1", "--plain")
    assert code == 0 and out.rstrip().splitlines()[-1].startswith("Saved")


def test_no_questions_asks_none(program: Command) -> None:
    code, out, _err = program.run("practice", "short-one", "--minutes", "0.1", "--plain", "--no-questions")
    assert code == 0 and not [line for line in out.splitlines() if line.rstrip().endswith(":")]


@pytest.mark.parametrize("minutes", ["0", "-3", "nan", "1e9", "abc", "0.06"])
def test_impossible_length_is_one_sentence(program: Command, minutes: str) -> None:
    code, out, err = program.run("practice", "short-one", "--plain", "--minutes", minutes)
    assert code == 2 and out == "" and len(err.strip().splitlines()) == 1


def test_unknown_exercise_names_the_nearest(program: Command) -> None:
    code, _out, err = program.run("practice", "slow-brething", "--plain")
    assert code == 2 and "slow-breathing" in err


def test_bad_exercise_file_is_named_and_others_load(program: Command) -> None:
    (program.data / "exercises" / "broken.toml").write_bytes(b"\xff")
    code, out, err = program.run("list", "--json")
    assert code == 0 and "broken.toml" in err
    assert "short-one" in [one["id"] for one in json.loads(out)]
    code, _out, err = program.run("validate", str(program.data / "exercises" / "broken.toml"))
    assert code == 4 and "line 1" in err


def test_export_and_import_round_trip(program: Command, tmp_path: Path) -> None:
    program.run("practice", "short-one", "--minutes", "0.1", "--plain", "--no-questions")
    file = tmp_path / "all.json"
    assert program.run("export", "-o", str(file))[0] == 0
    other = Command(tmp_path / "other")
    assert other.run("import", str(file))[0] == 0
    assert "1 already here" in other.run("import", str(file))[1]
    assert json.loads(other.run("export")[1]) == json.loads(file.read_text())


def test_plain_menu_opens_without_a_terminal(program: Command) -> None:
    code, out, err = program.run(given="11\n3\n5\n3\n\n\nq\n")  # Settings, Display, what it opens as
    assert (code, err) == (0, "") and out.splitlines()[-1] == "Bye for now."
    assert "\x1b" not in out and "\r" not in out
    assert 'face = "plain"' in (program.data / "settings.toml").read_text(), "it remembers being chosen"


def test_plain_first_visit(program: Command) -> None:
    typed = ["3", *["4"] * 12, "1", "2", "31", "1", "7", "-", "q", "4", "calmer", "7", "4", "", "", "6", "", "q"]
    code, out, err = program.run("--plain", given="\n".join(typed) + "\n")
    lines = out.splitlines()
    assert (code, err) == (0, "") and "Saved." in lines and "Your note: calmer" in lines
    _code, history, _err = program.run("history", "--json")
    assert json.loads(history)[0]["reflection"] == "calmer" and json.loads(history)[0]["direction"] == "anxious"


def test_plain_menu_ends_when_input_ends(program: Command) -> None:
    for typed in ("", "3\n4\n", "2\n31\n1\n7\n", "11\n"):
        code, out, err = program.run("--plain", given=typed)
        assert (code, err) == (0, "") and out.splitlines()[-1] == "Bye for now."


def test_plain_checkin_command(program: Command) -> None:
    code, out, _err = program.run("checkin", "--plain", given="4\n")
    assert code == 0 and "Your answers are saved, and nothing is scored yet." in out
    code, out, err = program.run("checkin", "--plain", given="1\n" + "4\n" * 11 + "\n")
    assert "1 Go on at question 2 of 12" in out.splitlines()
    assert (code, err) == (0, "") and out.rstrip().splitlines()[-1] == "Saved."


def test_practice_without_id_starts_the_suggestion(program: Command) -> None:
    code, out, _err = program.run("practice", "--plain", "--minutes", "open", given="q\n")
    assert code == 0 and "open-ended." in out


def test_silent_plain_practice_needs_no_textual(program: Command) -> None:
    code = (
        "import sys; sys.argv = ['securecoach', *sys.argv[1:]]\n"
        "from securecoach_tui.cli import _main\n_main()\n"
        "heavy = {'textual', 'rich', 'pyttsx3', 'miniaudio', 'jinja2', 'cryptography'} & set(sys.modules)\n"
        "print(sorted(heavy), file=sys.stderr)\n"
    )
    arguments = ["practice", "short-one", "--minutes", "0.1", "--plain", "--data-dir", str(program.data)]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=60, input=""
    )
    assert done.stderr.strip().splitlines()[-1] == "[]"
