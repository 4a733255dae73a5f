"""How to install an extra of pyproject.toml into the environment that runs the program."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path


def command(part: str, source: Path = Path(__file__).parents[2]) -> str:
    """The command to type. If the program runs from its sources, it installs from their folder."""
    from_sources = (source / "pyproject.toml").exists()
    what = ["--editable", f"{source}[{part}]"] if from_sources else [f"securecoach-tui[{part}]"]
    return shlex.join([sys.executable or "python3", "-m", "pip", "install", *what])
