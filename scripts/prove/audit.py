"""Look up known vulnerabilities of the packages in constraints.txt, if pip-audit and its data can be reached.

    python3 scripts/prove audit

If not, it prints so, because pip-audit reports no vulnerability for packages that it can't look up.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

SECONDS = 300


def verdict(packages: list[dict[str, Any]]) -> tuple[int, str]:
    """Return the exit status and a report, from pip-audit's findings on each package."""
    looked_up = [package for package in packages if "skip_reason" not in package]
    if not looked_up:
        return 0, f"not audited: what is known of faults can't be had here for any of {len(packages)} packages"
    lines = [
        f"{package['name']} {package['version']}: {fault['id']}" for package in looked_up for fault in package["vulns"]
    ]
    lines = ["known faults:", *lines] if lines else [f"packages without a known fault: {len(looked_up)}"]
    left = [package["name"] for package in packages if "skip_reason" in package]
    if left:
        lines.append(f"not audited: {', '.join(left)}")
    return int(any(package["vulns"] for package in looked_up)), "\n".join(lines)


def main(_args: list[str]) -> int:
    """Return 1 if a version in constraints.txt has a known vulnerability."""
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "bin" / "python"
        try:
            subprocess.run([sys.executable, "-m", "venv", folder], check=True, capture_output=True)
            install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "pip-audit"]
            subprocess.run(install, check=True, capture_output=True, timeout=SECONDS)
            audit = [str(python), "-m", "pip_audit", "--no-deps", "--disable-pip", "--format", "json"]
            audit += ["-r", str(ROOT / "constraints.txt")]
            done = subprocess.run(audit, capture_output=True, text=True, timeout=SECONDS)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            print(f"not audited: pip-audit can't be had here ({type(error).__name__})")
            return 0
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"not audited: {(done.stderr.strip().splitlines() or ['no reason given'])[-1][:300]}")
        return 0
    code, report = verdict(packages)
    print(report)
    return code
