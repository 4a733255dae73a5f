"""Diagnosis: what works on this machine, and how to fix what doesn't. ``examine`` makes no sound."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Callable

from securecoach_tui import content, i18n
from securecoach_tui.app.library_check import damaged, reason
from securecoach_tui.config.extras import command
from securecoach_tui.config.settings import DataPaths, Settings
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.text.exercise_errors import bad_exercise_words

# keys: "name", "state" (works, limited, missing), "words" (what was found), "mend" (what to do, or "")
Fact = dict[str, str]
SOME = 5  # places without a translation that are named


def examine(paths: DataPaths, preferences: Settings) -> list[Fact]:
    """Examine data, exercises, libraries, speech, sound and terminal. Never raises: each check stands alone.

    Opens engine and device silently for some seconds.
    """
    checks: list[tuple[str, Callable[[], list[Fact]]]] = [
        ("data", lambda: [_data(paths)]),
        ("exercise", lambda: _exercises(paths)),
        ("support", lambda: _support(paths)),
        ("language", _language),
        ("library", _libraries),
        ("engine", lambda: _speech(preferences)),
        ("player", _sound),
        ("answers", lambda: [_answers_by_voice()]),
        ("terminal", lambda: [_terminal()]),
    ]
    return [found for name, check in checks for found in _guarded(name, check)]


def _guarded(name: str, check: Callable[[], list[Fact]]) -> list[Fact]:
    """What a check found; if it fails itself, a fact that says so."""
    try:
        return check()
    except Exception as error:
        return [fact(name, "missing", _("This could not be checked: {why}.").format(why=reason(error)), _reinstall())]


def fact(name: str, state: str, words: str, mend: str = "") -> Fact:
    """A fact: what was examined, its state, and what to do about it."""
    return {"name": name, "state": state, "words": words, "mend": mend}


def _reinstall() -> str:
    return _("The words are always on the screen. Install SecureCoach again: {command}").format(command=command())


def _libraries() -> list[Fact]:
    """The libraries that can't be loaded; the libraries for sound have checks of their own."""
    words = _("{name} can't be loaded ({why}).")
    return [
        fact("library", "missing", words.format(name=name, why=why), _reinstall()) for name, why in damaged().items()
    ]


def _data(paths: DataPaths) -> Fact:
    """Whether the data can be read and written; a folder that isn't there yet can be made."""
    advice = _("Choose another folder with --data-dir.")
    if paths.problem:
        return fact("data", "limited", paths.problem)
    try:
        os.listdir(paths.data)
        folder = paths.data
    except FileNotFoundError:
        folder = next((parent for parent in paths.data.parents if os.path.isdir(parent)), paths.data)
    except OSError as error:
        words = _("{folder} can't be read ({why}).").format(folder=paths.data, why=reason(error))
        return fact("data", "missing", words, advice)
    if os.access(folder, os.W_OK | os.X_OK):
        return fact("data", "works", str(paths.data))
    return fact("data", "missing", _("Files can't be saved in {folder}.").format(folder=paths.data), advice)


def _exercises(paths: DataPaths) -> list[Fact]:
    _own, bad = content.custom(paths.exercises)
    advice = _("Fix the file. securecoach validate FILE shows what is wrong.")
    return [fact("exercise", "missing", f"{file.path.name}: {bad_exercise_words(file.error)}", advice) for file in bad]


def _support(paths: DataPaths) -> list[Fact]:
    """A problem with the person's file of support lines, if it can't be used."""
    problem = content.load().people(paths.data).problem
    if not problem:
        return []
    return [
        fact(
            "support",
            "limited",
            problem,
            _("Fix the file or remove it. Until then you see the built-in support lines."),
        )
    ]


def _language() -> list[Fact]:
    """Whether the exercises and pages are complete in the language in use; nothing for English."""
    if i18n.language() == i18n.ENGLISH:
        return []
    from securecoach_tui.content.untranslated import missing

    places, found = missing(i18n.language()), list[Fact]()
    if not i18n.is_translated():
        words = _("The screens aren't translated into {language}, so they are in English.")
        found = [
            fact("language", "limited", words.format(language=i18n.language()), _("You can use English in Settings."))
        ]
    if not places:
        return found or [fact("language", "works", i18n.language())]
    count = ngettext(
        "{n} text is not translated, so it is in English: {places}.",
        "{n} texts are not translated, so they are in English: {places}.",
        len(places),
    )
    some = "; ".join([*places[:SOME], *(["..."] if len(places) > SOME else [])])
    return [
        *found,
        fact("language", "limited", count.format(n=len(places), places=some), _("You can use English in Settings.")),
    ]


def _speech(preferences: Settings) -> list[Fact]:
    """The speech engine, and the voice it would use."""
    if importlib.util.find_spec("pyttsx3") is None:
        return [fact("engine", "missing", _("pyttsx3 is not installed."), _reinstall())]
    from securecoach_tui.voice.model import SpeechUnavailable
    from securecoach_tui.voice.synthesis.voice_choice import choose, natural_installed
    from securecoach_tui.voice.synthesis.voice_language import is_natural, speaks

    speech, voice = choose(preferences)
    try:
        voices = speech.voices()
        clip = speech.speak(_("Test."), voice, preferences.rate)
    except SpeechUnavailable:
        return [
            fact(
                "engine",
                "missing",
                _("No speech engine is working. The words are always on the screen."),
                _engine_advice(),
            )
        ]
    finally:
        speech.close()
    names = {"natural": "piper", "system": "pyttsx3"}
    count = ngettext("{engine}, {n} voice.", "{engine}, {n} voices.", len(voices))
    facts = [fact("engine", "works", count.format(engine=names.get(speech.name, speech.name), n=len(voices)))]
    if not clip:
        facts[0] = fact("engine", "limited", _("The speech engine is running, but makes no sound."), _engine_advice())
    wanted = preferences.voice_id
    if wanted and speech.spoke_as not in ("", wanted):
        words = _("The voice {voice} is no longer here, so the default voice is used.").format(voice=wanted)
        facts.append(fact("voice", "limited", words, _("Choose another one. To see them: securecoach voices")))
    elif not speaks(speech.spoke_as or voice, i18n.language()):
        words = _("The voice {voice} speaks a different language from the screens.").format(
            voice=speech.spoke_as or voice
        )
        if is_natural(speech.spoke_as or voice):
            words = _("The natural voice speaks English only.")
        facts.append(fact("voice", "limited", words, _("Choose another one. To see them: securecoach voices")))
    else:
        more = (
            "" if natural_installed() else _("For a more natural voice: {command}").format(command=command("natural"))
        )
        facts.append(fact("voice", "works", speech.spoke_as or voice or _("the system default"), more))
    return facts


def _engine_advice() -> str:
    if sys.platform.startswith("linux"):
        return _("Install eSpeak NG. On Debian and Ubuntu: apt install espeak-ng.")
    if sys.platform == "darwin":
        return _("Open System Settings, Accessibility, Spoken Content, and choose a system voice there.")
    return _("Open Settings, Time and language, Speech in Windows, and add a voice there.")


def _sound() -> list[Fact]:
    """The sound player, and the device it would use."""
    if importlib.util.find_spec("miniaudio") is None:
        return [fact("player", "missing", _("miniaudio is not installed."), _reinstall())]
    try:
        importlib.import_module("miniaudio")
    except Exception as error:  # a damaged library raises almost anything
        words = _("miniaudio can't be loaded ({why}).").format(why=reason(error))
        return [fact("player", "missing", words, _reinstall())]
    from securecoach_tui.clock import SystemClock
    from securecoach_tui.voice.playback.pcm import silence_of
    from securecoach_tui.voice.playback.player import Player, SoundUnavailable, choices

    player = Player(lambda count, heard_at: silence_of(count), SystemClock())
    try:
        player.open()
    except SoundUnavailable:
        words = _("No sound device was found. The words are always on the screen.")
        return [fact("player", "works", "miniaudio"), fact("device", "missing", words, _device_advice())]
    backend = player.backend
    player.close()
    names = [name for name, _handle in choices() if name]
    words = (
        _("the system default, one of {names}").format(names=", ".join(names)) if names else _("the system's choice")
    )
    return [fact("player", "works", f"miniaudio, {backend}"), fact("device", "works", words)]


def _device_advice() -> str:
    if sys.platform.startswith("linux"):
        return _(
            "Plug in or turn on a speaker, and start the sound server (systemctl --user start "
            "pipewire-pulse). Sound rarely works over ssh or in a container."
        )
    return _("Plug in or turn on a speaker, then choose it in your sound settings.")


def _answers_by_voice() -> Fact:
    """Whether answers can be heard. The microphone isn't opened."""
    from securecoach_tui.voice.listening.capture import microphones
    from securecoach_tui.voice.listening.installed import missing

    why, advice = missing()
    if why:
        return fact("answers", "missing", why, advice)
    trial = _("This is a trial. It has been tested with computer voices only, and not with people yet.")
    if not microphones():
        return fact("answers", "limited", _("No microphone was found."), trial)
    return fact("answers", "works", trial)


def _terminal() -> Fact:
    term = os.environ.get("TERM", "")
    if term == "dumb":
        advice = _("For the full screen, set TERM to the name of your terminal.")
        return fact("terminal", "limited", _("Plain text is used here."), advice)
    if not sys.stdout.isatty():
        words = _("Plain text is used here, since the output goes to a file or another program.")
        return fact("terminal", "limited", words)
    return fact("terminal", "works", term)


def try_sound(paths: DataPaths, preferences: Settings) -> Fact:
    """Play a test line, and measure the delay until it begins."""
    import time

    from securecoach_tui.clock import SystemClock
    from securecoach_tui.voice import voice_sample

    delays: list[float] = []
    text = _("This is a test. If you can hear this, sound works.")
    problem = voice_sample.play(preferences, paths, SystemClock(), time.sleep, 15.0, text=text, begun=delays.append)
    if problem or not delays:
        return fact("onset", "missing", problem or _("No sound was made."), _device_advice())
    words = _("Sound starts after {n} ms, not counting any delay in the speaker.").format(n=round(delays[0] * 1000))
    if delays[0] <= 0.06:
        return fact("onset", "works", words)
    return fact(
        "onset",
        "limited",
        words,
        _("Other programs are keeping this computer busy. Close some of them while you practise."),
    )


def not_heard() -> Fact:
    """The fact for a test line that was played but not heard."""
    advice = _(
        "Turn up the volume. Then check in your sound settings that sound isn't muted and goes to the right device."
    )
    return fact("hearing", "missing", _("The test line was played, but you didn't hear it."), advice)
