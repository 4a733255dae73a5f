"""Where the system gives no more memory: support is shown with as little as Python needs, and the rest is one sentence."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from pathlib import Path

import pytest

from securecoach_tui.content.last_resort import TOO_LITTLE_MEMORY as SENTENCE
from tests.journeys.terminal import Terminal

resource = pytest.importorskip("resource")
pytestmark = [
    pytest.mark.journeys,
    pytest.mark.skipif(sys.platform != "linux", reason="memory is limited and counted otherwise elsewhere"),
]
MB = 1 << 20
LIMITS = {"AS": (400, 200, 100, 60, 45, 36, 30, 28, 26, 24, 22, 20, 18, 16), "DATA": (40, 20, 16, 14, 12, 10, 8, 7)}
CASES = [pytest.param(kind, size, id=f"{kind}-{size}") for kind, sizes in LIMITS.items() for size in sizes]
# As the installed command starts: ``python -m`` needs more memory before a line of ours runs.
COMMAND = [sys.executable, "-c", "import sys; from securecoach_tui.__main__ import main; sys.exit(main())"]
SPARE = 2  # MB more than Python alone needs


def limit(kind: str, size: float) -> None:
    number = getattr(resource, f"RLIMIT_{kind}")
    resource.setrlimit(number, (int(size * MB), int(size * MB)))


@functools.cache
def python_starts(kind: str, size: float) -> bool:
    done = subprocess.run([sys.executable, "-c", ""], preexec_fn=lambda: limit(kind, size), capture_output=True)
    return done.returncode == 0


def run(kind: str, size: float, home: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    if not python_starts(kind, size - SPARE):
        pytest.skip("Python itself needs more here")
    return subprocess.run(
        [*COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, "HOME": str(home), **environ},
        preexec_fn=lambda: limit(kind, size),
        timeout=60,
    )


@pytest.mark.parametrize(("kind", "size"), CASES)
def test_support_needs_hardly_any_memory(kind: str, size: float, tmp_path: Path) -> None:
    done = run(kind, size, tmp_path, "support")
    assert "988" in done.stdout and "findahelpline.com" in done.stdout
    assert (done.returncode, done.stderr) in ((0, ""), (1, SENTENCE + "\n"))


@pytest.mark.parametrize(("kind", "size"), CASES[1::3])
def test_without_memory_a_command_is_one_sentence(kind: str, size: float, tmp_path: Path) -> None:
    for arguments in (["list"], ["now"], ["history"], ["export", "--format", "json"]):
        done = run(kind, size, tmp_path, *arguments)
        assert (done.returncode, done.stderr) in ((0, ""), (1, SENTENCE + "\n")), arguments
        assert done.returncode == 0 or ("988" in done.stdout) == (arguments == ["now"])


def test_without_memory_the_sentence_is_in_spanish(tmp_path: Path) -> None:
    done = run("AS", 20, tmp_path, "support", LC_ALL="es_MX.UTF-8")
    assert "024" in done.stdout and "muy poca memoria" in done.stderr and done.stderr.count("\n") == 1


def session(size: float | None, home: Path, *face: str) -> Terminal:
    environ = {**os.environ, "HOME": str(home), "TMPDIR": str(home), "TERM": "xterm-256color"}
    return Terminal(
        *("practice", "slow-breathing", "--no-questions", *face),
        data=None,
        environment=environ,
        size=(90, 45),
        before=lambda: None if size is None else limit("AS", size),
    )


@pytest.mark.parametrize("size", [400, 200, 100, 70])
def test_a_session_fits_into_little_memory(size: float, tmp_path: Path) -> None:
    """With 70 MB it is in plain text: the full screen needs more."""
    terminal = session(size, tmp_path)
    try:
        terminal.wait(lambda shown: "5:00 left" in shown or "Slow breathing, 5 minutes." in shown, "a session")
        plain = "5:00 left" not in terminal.display
        terminal.press("c", *(["enter"] if plain else []))
        terminal.see("findahelpline.com" if plain else "988")
        terminal.press("\x03")
        assert terminal.ended() == 0 and terminal.is_as_it_was() and b"Traceback" not in terminal.raw
        assert plain == (size == 70)
    finally:
        terminal.close()


@pytest.mark.parametrize("size", [200, 120])
@pytest.mark.parametrize("face", [[], ["--plain"]], ids=["full", "plain"])
def test_a_session_is_silent_where_sound_finds_no_room(face: list[str], size: float, tmp_path: Path) -> None:
    terminal = session(size, tmp_path, "--voice", "--ambience", "rain", *face)
    try:
        terminal.see("No sound can be played here")
        terminal.see("You can stop at any time.")
        terminal.press("\x03")
        assert terminal.ended() == 0 and terminal.is_as_it_was() and b"mmap" not in terminal.raw
    finally:
        terminal.close()


@pytest.mark.parametrize("face", [[], ["--plain"]], ids=["full", "plain"])
def test_quick_exit_needs_no_memory(face: list[str], tmp_path: Path) -> None:
    terminal = session(None, tmp_path, *face)
    try:
        terminal.see("Slow breathing, 5 minutes." if face else "5:00 left")
        terminal.press("c", *(["enter"] if face else []))
        terminal.see("988")
        resource.prlimit(terminal.process.pid, resource.RLIMIT_AS, (MB, MB))  # less than it has: nothing more is given
        terminal.press("\x03")
        assert terminal.ended(3) == 0 and terminal.is_as_it_was() and not terminal.display.strip()
    finally:
        terminal.close()
