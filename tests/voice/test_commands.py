"""render, voices and doctor as a person calls them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from securecoach_tui.app import doctor
from securecoach_tui.config.settings import DataPaths, Settings

pytestmark = pytest.mark.journeys

EXERCISE = """id = "short-one"\nversion = 1\ntitle = "Short one"\nsummary = "S"\ncapacity = "{capacity}"
directions = ["anxious"]\nminutes = [0.2]\n[[opening]]\nsay = "Here we are."\nseconds = 3
[[body]]\nbreathe = {{ in = 2, out = 2 }}\n[[closing]]\nsay = "{last}"\nseconds = 3\n"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data" / "exercises").mkdir(parents=True)
    for name, capacity, last in (("short-one", "regulation", "Bye."), ("near-one", "closeness", "With {{rung}}.")):
        text = EXERCISE.format(capacity=capacity, last=last.replace("{{", "{").replace("}}", "}"))
        (tmp_path / "data" / "exercises" / f"{name}.toml").write_text(text.replace("short-one", name))
    (tmp_path / "data" / "settings.toml").write_text('voice_id = "en-us+f2"\n')  # the same with and without piper
    return tmp_path


def run(folder: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "securecoach_tui", *arguments, "--data-dir", str(folder / "data")],
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        env={
            **os.environ,
            "SECURECOACH_STATE_DIR": str(folder / "state"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "PYTHONPATH": os.pathsep.join([environment.pop("first", ""), str(Path.cwd())]),
            **environment,
        },
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def test_render_command_writes_the_session_as_wav(folder: Path) -> None:
    out = folder / "one.wav"
    code, told, err = run(folder, "render", "short-one", "--minutes", "0.2", "-o", str(out))
    assert code == 0 and err == "" and len(told.splitlines()) == 1 and "\r" not in told
    with wave.open(str(out)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        assert sound.getnframes() / sound.getframerate() > 14


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["short-one", "--minutes", "open"], "open-ended"),
        (["near-one", "--minutes", "30"], "length"),
        (["short-one", "--minutes", "0"], "0.05"),
        (["short-one", "--minutes", "0.06"], "shortest"),
        (["nothing-like-it"], "no exercise"),
    ],
)
def test_render_command_refuses_invalid_arguments(folder: Path, arguments: list[str], word: str) -> None:
    code, told, err = run(folder, "render", *arguments, "-o", str(folder / "one.wav"))
    assert code == 2 and told == "" and len(err.strip().splitlines()) == 1
    assert not (folder / "one.wav").exists()


def test_render_all_writes_a_folder_with_a_line_a_file(folder: Path) -> None:
    """At 12 seconds only the short exercises of one's own fit; the others are named with the reason."""
    out = folder / "files"
    arguments = ("render", "--all", "--minutes", "0.2", "--format", "wav", "-o", str(out))
    code, told, err = run(folder, *arguments)
    assert code == 0 and sorted(path.name for path in out.iterdir()) == ["near-one.wav", "short-one.wav"]
    assert told.splitlines()[1].startswith("2 of 2. short-one.wav: Short one, 14 seconds") and "2 files are in" in told
    assert "One exercise was left out. Slow breathing needs at least 1 minute." in err
    assert all(
        line.startswith(("One exercise was left out. ", "near-one.wav: There was no time")) for line in err.splitlines()
    )
    code, _told, err = run(folder, *arguments)
    assert code == 2 and "--overwrite" in err


@pytest.mark.parametrize("arguments", [["--all", "short-one"], [], ["short-one", "--ambience", "drums"]])
def test_render_says_what_it_takes(folder: Path, arguments: list[str]) -> None:
    code, told, err = run(folder, "render", *arguments, "-o", str(folder / "one.wav"))
    assert code == 2 and told == "" and len(err.strip().splitlines()) == 1


@pytest.mark.parametrize("name", ["one.m4a", "nowhere/one.wav", "data"])
def test_a_file_that_cannot_be_written_is_told_before_any_work(folder: Path, name: str) -> None:
    code, _told, err = run(folder, "render", "short-one", "--minutes", "0.2", "-o", str(folder / name))
    assert code == 2 and len(err.strip().splitlines()) == 1


def test_render_names_the_extra_that_a_format_needs(folder: Path) -> None:
    hidden = folder / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text(
        "import importlib.util as util\nfound = util.find_spec\n"
        "util.find_spec = lambda name, package=None: None if name == 'soundfile' else found(name, package)\n"
    )
    out = folder / "one.flac"
    code, _told, err = run(folder, "render", "short-one", "--minutes", "0.2", "-o", str(out), first=str(hidden))
    assert code == 2 and "formats" in err and ".wav" in err and not out.exists()


def test_without_an_engine_render_and_voices_exit_with_5(folder: Path) -> None:
    broken = folder / "broken"
    broken.mkdir()
    for name in ("pyttsx3", "piper"):
        (broken / f"{name}.py").write_text("raise RuntimeError('no engine')")
    code, _told, err = run(folder, "render", "short-one", "-o", str(folder / "one.wav"), first=str(broken))
    assert code == 5 and "doctor" in err and list(folder.glob("*.wav")) == []
    code, told, err = run(folder, "voices", first=str(broken))
    assert code == 5 and told == "" and "doctor" in err
    code, told, _err = run(folder, "doctor", "--json", first=str(broken))
    facts = {one["name"]: one for one in json.loads(told)}
    assert code == 0 and facts["engine"]["state"] == "missing" and facts["engine"]["mend"]


def test_voices_names_the_default_first_and_counts_them(folder: Path) -> None:
    code, told, _err = run(folder, "voices", "--all")
    lines = told.splitlines()
    assert code == 0 and lines[0].endswith("voices:") and "(default)" in lines[1]
    assert int(lines[0].split()[0]) == len(lines) - 2
    assert len(json.loads(run(folder, "voices", "--json")[1])) == len(lines) - 2


def test_voices_lists_those_of_other_languages_only_if_asked(folder: Path) -> None:
    own = run(folder, "voices")[1].splitlines()
    known = json.loads(run(folder, "voices", "--json")[1])
    others = [voice for voice in known if voice["language"] != "en"]
    assert int(own[0].split()[0]) == len(own) - 3 and "Lojban" not in "".join(own)
    assert others and own[-2].endswith("securecoach voices --all")


def test_voices_command_refuses_an_unknown_voice(folder: Path) -> None:
    code, _told, err = run(folder, "voices", "--play", "nobody\x1b[31m")
    assert code == 2 and "\x1b" not in err and "securecoach voices" in err


def test_doctor_says_how_to_fix_what_does_not_work(tmp_path: Path) -> None:
    facts = doctor.examine(DataPaths(tmp_path, tmp_path, tmp_path), Settings(voice_id="voice-that-was"))
    assert {"data", "engine", "voice", "player", "device", "terminal"} <= {one["name"] for one in facts}
    # Where the output goes to a file, plain text is no fault of the terminal's, and there is nothing to fix.
    broken = [one for one in facts if one["state"] != "works" and one["name"] != "terminal"]
    assert all(one["mend"].endswith(".") or ": " in one["mend"] for one in broken)
    voice = next(one for one in facts if one["name"] == "voice")
    assert voice["state"] == "limited" and "voice-that-was" in voice["words"]


def test_doctor_without_a_terminal_makes_no_sound(folder: Path) -> None:
    code, told, _err = run(folder, "doctor")
    assert code == 0 and "y or n" not in told and "sound delay" not in told
