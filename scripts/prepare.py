"""Makes the program's own environment, .venv, with the exact versions of constraints.txt.

Standard library only, and written so that any Python 3 can read it and say what is missing. Every
refusal is a ``NotReady`` with one sentence on what to do.
"""

import hashlib
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
OLDEST = (3, 11)


class NotReady(Exception):
    """Why the program can't start here, and what to do, in one sentence."""


def python_of(venv=VENV):
    """The interpreter inside an environment."""
    if os.name == "nt":
        return os.path.join(venv, "Scripts", "python.exe")
    return os.path.join(venv, "bin", "python")


def check_python(version=None):
    """Refuse a Python that is too old."""
    version = version or sys.version_info[:3]
    if tuple(version[:2]) < OLDEST:
        have = ".".join(str(part) for part in version[:3])
        raise NotReady("This is Python %s, and SecureCoach needs 3.11 or newer: install one and start again." % have)


def stamp_of(extra):
    """What the environment is made from: it is made anew when this changes."""
    seen = hashlib.sha256(("%s %s %s" % (extra, sys.version_info[:2], ROOT)).encode())
    for name in ("constraints.txt", "pyproject.toml"):
        with open(os.path.join(ROOT, name), "rb") as file:
            seen.update(file.read())
    return seen.hexdigest()


def is_ready(extra=""):
    """Whether the environment stands and fits; costs a few milliseconds and no network."""
    try:
        with open(os.path.join(VENV, "ready" + extra)) as file:
            return file.read() == stamp_of(extra) and os.path.exists(python_of())
    except OSError:
        return False


def prepare(extra="", tell=print):
    """Make the environment where it isn't ready; ``extra`` is "" or "dev"."""
    check_python()
    if is_ready(extra):
        return
    if not os.access(ROOT, os.W_OK):
        raise NotReady("The folder %s can't be written: copy it to one of your own and start again." % ROOT)
    _make_venv(tell)
    tell("Installing what SecureCoach needs. This happens once and takes a minute or two.")
    target = ROOT + ("[%s]" % extra if extra else "")
    done = _pip("install", "--quiet", "--constraint", os.path.join(ROOT, "constraints.txt"), "--editable", target)
    if done.returncode != 0:
        raise NotReady(_why(done.stderr))
    _write_stamp(extra)
    tell("Ready.")


def _make_venv(tell):
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        name = "python%d.%d-venv" % sys.version_info[:2]
        raise NotReady(
            "This Python comes without ensurepip: install it (on Debian and Ubuntu: apt install %s) and start again."
            % name
        )
    if os.path.exists(python_of()) and _pip("--version").returncode == 0:
        return
    tell("Making an environment of its own in .venv.")
    done = _run([sys.executable, "-m", "venv", "--clear", VENV])
    if done.returncode != 0:
        raise NotReady("The environment can't be made in .venv (%s): see to that and start again." % _last(done))


def _pip(*arguments):
    command = [python_of(), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    return _run(command + list(arguments))


def _run(command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)


def _write_stamp(extra):
    path = os.path.join(VENV, "ready" + extra)
    with open(path + ".new", "w") as file:
        file.write(stamp_of(extra))
    os.replace(path + ".new", path)


def _last(done):
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
    return lines[-1][:200]


def _why(stderr):
    text = stderr.decode("utf-8", "replace")
    if "No space left" in text:
        return "The disk is full: make about 300 MB of room and start again."
    offline = ("Temporary failure in name resolution", "Connection", "No matching distribution", "NewConnectionError")
    if any(sign in text for sign in offline):
        return "The packages can't be reached: the first start needs the network; connect and start again."
    lines = [line for line in text.strip().splitlines() if line] or ["no reason given"]
    return "The installation stopped (%s): start again to go on." % lines[-1][:200]
