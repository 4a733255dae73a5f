"""Test everything: format, lint, types, import contracts, then the whole of pytest.

python3 scripts/test.py [--only static|unit|journeys|ears|browser] [arguments for pytest]
"""

import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import prepare  # noqa: E402

LANES = {
    "unit": "not journeys and not ears and not browser",
    "journeys": "journeys",
    "ears": "ears",
    "browser": "browser",
}
SYSTEM = {"pulseaudio": "pulseaudio", "pactl": "pulseaudio-utils"}


def tell(text):
    """One line about what is being done."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def static():
    """Format, lint, types and import contracts; the first that doesn't hold ends it."""
    tool = os.path.join(os.path.dirname(prepare.python_of()), "")
    checks = [
        [tool + "ruff", "format", "--check", "--quiet", "."],
        [tool + "ruff", "check", "--quiet", "."],
        [tool + "mypy"],
        [tool + "lint-imports"],
    ]
    for check in checks:
        tell("-- " + " ".join([os.path.basename(check[0])] + check[1:]))
        code = subprocess.call(check, cwd=prepare.ROOT)
        if code:
            return code
    return 0


def system_packages():
    """Install what tests of sound need, where this machine lets us."""
    missing = sorted({package for tool, package in SYSTEM.items() if shutil.which(tool) is None})
    if not missing or shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    tell("-- installing " + " ".join(missing))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q"] + missing):
        subprocess.call(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main(arguments):
    """The lanes asked for, all of them where none is."""
    only = ""
    if arguments[:1] == ["--only"]:
        only, arguments = (arguments[1:2] or [""])[0], arguments[2:]
        if only not in ("static", *LANES):
            tell("--only takes static, unit, journeys, ears or browser.")
            return 2
    try:
        prepare.prepare("dev", tell=tell)
    except prepare.NotReady as why:
        tell(str(why))
        return 1
    if only in ("", "static"):
        code = static()
        if code or only == "static":
            return code
    if only in ("", "ears"):
        system_packages()
    chosen = ["-m", LANES[only]] if only else []
    return subprocess.call([prepare.python_of(), "-m", "pytest"] + chosen + arguments, cwd=prepare.ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
