"""Exercises of one's own: started, checked by line, listed, and never in each other's way."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from securecoach_tui import content
from securecoach_tui.commands.command_table import cli
from securecoach_tui.commands.errors import Refused
from securecoach_tui.content.custom_exercises import examine, line_of, read
from securecoach_tui.practice.exercise.parser import BadExercise, parse
from securecoach_tui.practice.exercise.timeline import compile

TEMPLATE = content.load().new_exercise()


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words), catch_exceptions=True)


def refused(result: Result) -> Refused:
    assert isinstance(result.exception, Refused)
    return result.exception


def test_a_new_file_is_valid_commented_and_says_where_it_is(tmp_path: Path) -> None:
    result = run("new", "tea-break", "--data-dir", str(tmp_path))
    path = tmp_path / "exercises" / "tea-break.toml"
    assert str(path) in result.output and stat.S_IMODE(path.stat().st_mode) == 0o600
    exercise, worth_a_look = examine(path)
    assert exercise.id == "tea-break" and worth_a_look == []
    assert sum(line.lstrip().startswith("#") for line in path.read_text().splitlines()) > 10
    for minutes in exercise.minutes:
        assert compile(exercise, minutes * 60).total > 0


def test_exercise_template_is_valid_with_its_notes_uncommented() -> None:
    lines = []
    for line in TEMPLATE.splitlines():
        bare = line.removeprefix("# ")
        switched_on = bare.startswith(
            ("[", "kind", "strength", "summary", "citations", "say", "ask", "key", "sec", "rate")
        )
        lines.append(bare if line.startswith("# ") and switched_on else line)
    text = "\n".join(lines)
    exercise = parse(text.encode())
    assert exercise.kind == ["breath"] and exercise.evidence and exercise.closing[0].key == "heard"


def test_new_exercise_command_never_overwrites_a_file(tmp_path: Path) -> None:
    run("new", "tea-break", "--data-dir", str(tmp_path))
    path = tmp_path / "exercises" / "tea-break.toml"
    path.write_text("mine")
    error = refused(run("new", "tea-break", "--data-dir", str(tmp_path)))
    assert error.code == 2 and str(path) in error.sentence
    assert path.read_text() == "mine"


@pytest.mark.parametrize("id", ["Bad Name", "../up", "a--b", "", "x" * 61, "slow-breathing", "\x1b[2J"])
def test_new_exercise_command_refuses_an_invalid_id(id: str, tmp_path: Path) -> None:
    error = refused(run("new", "--data-dir", str(tmp_path), "--", id))
    assert error.code == 2 and error.sentence.endswith(".") and "\x1b" not in error.sentence
    assert not (tmp_path / "exercises").exists()


def test_new_exercise_command_names_an_unwritable_folder(tmp_path: Path) -> None:
    (tmp_path / "exercises").write_text("a file stands where the folder would be")
    error = refused(run("new", "tea-break", "--data-dir", str(tmp_path)))
    why = "there is a file where the folder would be"
    assert error.sentence == f"Files can't be saved in {tmp_path / 'exercises'} ({why})." and error.code == 3


WRONG = {
    'title = "My exercise"': ("title = 3", "title: use text, not a whole number"),
    'capacity = "regulation"': ('capacity = "calm"', "capacity: use one of regulation, need_expression, closeness"),
    "minutes = [2, 3, 5]": ("minutes = [900]", "minutes: 900 is not between 0.05 and 120"),
    "seconds = 15": ("secnds = 15", "body step 1, secnds: exercise files have no such field"),
    "breathe = { in = 4, out = 6 }": ("breathe = { in = 4, out = 99 }", "body step 2, breathe.out: 99 is not between"),
    "version = 1": ("version = ", "invalid value"),
    'say = "Let your feet touch the floor."': ("", "opening step 2: add one of say, breathe, ask"),
}


@pytest.mark.parametrize("good", WRONG)
def test_validate_names_the_line_and_the_field(good: str, tmp_path: Path) -> None:
    bad, complaint = WRONG[good]
    path = tmp_path / "mine.toml"
    path.write_text(TEMPLATE.replace(good, bad, 1))
    error = refused(run("validate", str(path)))
    assert error.code == 4 and complaint in error.sentence
    at = next(n for n, line in enumerate(TEMPLATE.splitlines(), 1) if line.startswith(good))
    near = at - 1 if not bad else at  # a field that isn't there is told at the head of its step
    assert f"line {near}" in error.sentence


def test_validate_warns_of_steps_too_short_for_their_words(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(TEMPLATE.replace("seconds = 5", "seconds = 1", 1))
    result = run("validate", str(path))
    assert result.exit_code == 0
    at = next(n for n, line in enumerate(TEMPLATE.splitlines(), 1) if line == "[[opening]]")
    assert f"line {at}, opening step 1: the words need 3.6 s, and the step lasts 1 s" in result.output.replace(
        "3.0 s", "3.6 s"
    )


def test_a_file_that_takes_a_built_in_name_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(TEMPLATE.replace('"my-exercise"', '"urge-wave"'))
    assert "urge-wave is taken by another exercise" in refused(run("validate", str(path))).sentence


@pytest.mark.parametrize("junk", [b"", b"\xff\xfe\x00", b"[[body", b"id = 3", b"a = " + b"[" * 5000, b"#" * 300_000])
def test_a_broken_file_never_hides_the_others(junk: bytes, tmp_path: Path) -> None:
    run("new", "tea-break", "--data-dir", str(tmp_path))
    (tmp_path / "exercises" / "broken.toml").write_bytes(junk)
    result = run("list", "--data-dir", str(tmp_path))
    assert result.exit_code == 0
    assert "tea-break: My exercise, 2, 3, 5 minutes, made by you." in result.stdout
    assert len([line for line in result.stdout.splitlines() if ": " in line]) == len(content.load().ids()) + 1
    assert result.stderr.count("\n") == 1 and "broken.toml" in result.stderr


def test_two_files_of_one_name_leave_the_first(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(TEMPLATE)
    found, bad = content.custom(tmp_path)
    assert list(found) == ["my-exercise"] and [file.path.name for file in bad] == ["b.toml"]
    assert "line" in bad[0].error.where


def test_control_characters_in_a_file_are_shown_and_never_act(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "x.toml").write_text(TEMPLATE.replace('"My exercise"', '"\\u001b[2Jgone\\u202e"'))
    out = run("list", "--data-dir", str(tmp_path)).output
    assert "\x1b" not in out and "\u202e" not in out and "\\x1b[2Jgone" in out


@pytest.mark.parametrize(
    ("where", "line"),
    [("title", 3), ("body step 1, seconds", 9), ("body step 2, rate", 12), ("evidence.strength", 6), ("nowhere", None)],
)
def test_exercise_file_field_is_located_by_line(where: str, line: int | None) -> None:
    text = (
        '\n# title = "no"\ntitle = "x"\n\n[evidence]\nstrength = "trial"\n[[body]]\nsay = "seconds = 3"\nseconds = 4\n'
    )
    text += '\n[[ body ]] # two\n  rate = "ease"\n'
    assert line_of(text, where) == line


def test_a_complaint_about_bytes_or_toml_keeps_its_own_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"id = 'a'\ntitle = '\xff'\n")
    with pytest.raises(BadExercise, match=r"line 2: these bytes are not UTF-8 text"):
        read(path)


@pytest.mark.parametrize("name", ["x.TOML", "X.Toml", "x.toml"])
def test_exercise_file_name_may_be_in_capitals(name: str, tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / name).write_text(TEMPLATE)
    assert run("validate", str(tmp_path / "exercises" / name)).exit_code == 0
    assert "my-exercise: " in run("list", "--data-dir", str(tmp_path)).stdout


@pytest.mark.parametrize(
    "name", ["x.toml.txt", "x.TOML.TXT", "x.txt", "x.toml.rtf", "x.toml_", "x.toml ", "x", "x.tml", "x.yaml", "x.conf"]
)
def test_misnamed_exercise_is_named_by_list_and_validate(name: str, tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / name).write_text(TEMPLATE)
    sentence = f"{name}: the name of an exercise file ends in .toml, so rename it to x.toml."
    error = refused(run("validate", str(tmp_path / "exercises" / name)))
    assert (error.code, error.sentence) == (4, sentence)
    result = run("list", "--data-dir", str(tmp_path))
    assert result.exit_code == 0 and result.stderr == sentence + "\n" and "my-exercise" not in result.stdout


def test_misnamed_exercise_of_a_windows_editor_is_named(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "x.txt").write_text(TEMPLATE, "utf-16")
    assert "rename it to x.toml" in run("list", "--data-dir", str(tmp_path)).stderr


LEFTOVERS = [
    "x.toml~", "x~", ".x.toml.swp", ".x.toml.swo", "x.bak", "x.toml.bak", "x.toml.old", "x.toml.save", "#x.toml#", "x.toml.orig",
    "._x.toml", "~$x.toml", "x.toml.crdownload", ".x.toml.icloud", ".x.toml.kate-swp", ".syncthing.x.toml.tmp",
]  # fmt: skip


@pytest.mark.parametrize("name", LEFTOVERS)
def test_what_editors_leave_beside_exercises_is_not_named(name: str, tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / name).write_text(TEMPLATE)
    (tmp_path / "exercises" / ".#x.toml").symlink_to("somebody@here.1234:5678")  # a lock of Emacs
    result = run("list", "--data-dir", str(tmp_path))
    assert result.exit_code == 0 and result.stderr == "" and "my-exercise" not in result.stdout


@pytest.mark.parametrize("name", ["notes.txt", "README.md", "x.toml~", ".x.toml.swp", "x.toml.bak", "x.jpg", "id.txt"])
def test_other_files_beside_exercises_are_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / name).write_text("some notes\nid = none\n")
    result = run("list", "--data-dir", str(tmp_path))
    assert result.exit_code == 0 and result.stderr == ""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_exercise_in_any_unicode_encoding_is_valid_and_listed(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    path = tmp_path / "exercises" / "mine.toml"
    path.write_bytes(TEMPLATE.replace('"My exercise"', '"Größe"').replace("\n", "\r\n").encode(encoding))
    assert run("validate", str(path)).exit_code == 0
    assert "my-exercise: Größe" in run("list", "--data-dir", str(tmp_path)).stdout
    path.rename(path.with_name("x.txt"))
    assert "rename it to x.toml" in run("list", "--data-dir", str(tmp_path)).stderr


def test_bad_exercise_in_utf_16_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(TEMPLATE.replace("version = 1", "version = ").encode("utf-16"))
    at = next(n for n, line in enumerate(TEMPLATE.splitlines(), 1) if line.startswith("version"))
    assert f"line {at}" in refused(run("validate", str(path))).sentence
