"""How what is left out at first is added: a part named in pyproject.toml, into the environment that runs this."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path


def command(part: str, source: Path = Path(__file__).parents[2]) -> str:
    """The line to type; from the folder of the sources where the program runs from there, for it has no name elsewhere."""
    from_sources = (source / "pyproject.toml").exists()
    what = ["--editable", f"{source}[{part}]"] if from_sources else [f"securecoach-tui[{part}]"]
    return shlex.join([sys.executable or "python3", "-m", "pip", "install", *what])
