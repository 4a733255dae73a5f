"""How what is left out at first is added: a part named in pyproject.toml, into the environment that runs this."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path


def command(part: str, source: Path = Path(__file__).parent.parent) -> str:
    """The line to type; from the folder of the sources where the program runs from there, for it has no name elsewhere."""
    what = f"{source}[{part}]" if (source / "pyproject.toml").exists() else f"securecoach-tui[{part}]"
    editable = ["--editable"] if what.startswith(str(source)) else []
    return shlex.join([sys.executable or "python3", "-m", "pip", "install", *editable, what])
