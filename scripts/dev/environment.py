"""Create the project's environment, .venv, with the exact versions of constraints.txt.

Uses the standard library only, and syntax that any Python from 2.7 can parse, so that it can print what is missing.
Every error is a ``NotReady`` with one sentence on what to do. Modules that every start needs are imported at the top,
others where they are used.
"""

import os
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OLDEST = (3, 11)
NEWS_SECONDS = 15  # between two lines about packages being installed


class NotReady(Exception):
    """The program can't start here. The message says why and what to do, in one sentence."""


def say(text):
    """Print one line on standard error; standard output is left to the program."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def python_of(root=ROOT):
    """Return the path of the interpreter in the environment of a project folder."""
    if os.name == "nt":
        return os.path.join(root, ".venv", "Scripts", "python.exe")
    return os.path.join(root, ".venv", "bin", "python")


def program_environ(environ):
    """Return a copy of ``environ`` for the program: PYTHONPATH without the current folder.

    An empty entry (from a stray colon) or a relative one means the current folder or one in it, from which no modules
    are imported.
    """
    copy = dict(environ)
    if "PYTHONPATH" in copy:
        entries = copy["PYTHONPATH"].split(os.pathsep)
        copy["PYTHONPATH"] = os.pathsep.join([entry for entry in entries if os.path.isabs(entry)])
    return copy


def check_python(version):
    """Raise ``NotReady`` for a Python that is too old."""
    if tuple(version[:2]) < OLDEST:
        have = ".".join(str(part) for part in version[:3])
        raise NotReady(
            "This is Python %s, and SecureCoach needs 3.11 or newer. Install a newer Python, then start again." % have
        )


class Machine:
    """Access to this machine; tests replace it."""

    version = sys.version_info[:3]

    def has_ensurepip(self):
        """Return whether this Python can install pip into an environment."""
        try:
            import ensurepip
        except ImportError:
            return False
        return bool(ensurepip)

    def can_write(self, folder):
        """Return whether a file can be created in ``folder``."""
        return os.access(folder, os.W_OK)

    def run(self, command, environ, folder, line=None):
        """Run ``command`` in ``folder`` and return its exit code and its lines of output.

        ``line`` is called with each line as it arrives.
        """
        import subprocess

        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environ, cwd=folder
        )
        output = []
        for raw in process.stdout or ():
            text = raw.decode("utf-8", "replace").strip()
            output.append(text)
            if line is not None:
                line(text)
        return process.wait(), output


def stamp_of(extra, root=ROOT):
    """Return everything that the environment depends on. The environment is updated when it changes."""
    parts = [extra, root, os.path.realpath(python_of(root))]
    for name in ("constraints.txt", "pyproject.toml"):
        with open(os.path.join(root, name), "rb") as file:
            parts.append(file.read().decode("utf-8"))
    return "\n".join(parts)


def is_ready(extra="", root=ROOT):
    """Return whether the environment exists and is up to date; takes a few milliseconds and no network."""
    if not os.path.exists(python_of(root)):
        return False
    return any(_stamped(one, root) for one in sorted({extra, "dev"}))


def _stamped(extra, root):
    try:
        with open(_stamp_path(extra, root), "rb") as file:
            return file.read().decode("utf-8") == stamp_of(extra, root)
    except OSError:
        return False


def _stamp_path(extra, root):
    return os.path.join(root, ".venv", "ready" + extra)


def prepare(extra="", tell=say, root=ROOT, machine=None):
    """Create or update the environment unless it is ready; ``extra`` is "" or "dev".

    Raises ``NotReady``.
    """
    machine = machine or Machine()
    check_python(machine.version)
    if is_ready(extra, root):
        return
    if not machine.can_write(root):
        raise NotReady(
            "Files can't be saved in the folder %s. Copy it to a folder of your own, then start again." % root
        )
    try:
        _make_venv(tell, root, machine)
        _install(extra, tell, root, machine)
        _write_stamp(extra, root)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise NotReady("The environment can't be created here (%s). Fix that, then start again." % why)
    tell("Ready.")


def _make_venv(tell, root, machine):
    if not machine.has_ensurepip():
        name = "python%d.%d-venv" % tuple(machine.version[:2])
        raise NotReady(
            "This Python has no ensurepip. Install it (on Debian and Ubuntu: apt install %s), then start again." % name
        )
    if os.path.exists(python_of(root)) and _pip(root, machine, ["--version"])[0] == 0:
        return
    tell("Creating an environment in .venv.")
    command = [sys.executable, "-P", "-m", "venv", "--clear", os.path.join(root, ".venv")]
    code, output = machine.run(command, program_environ(os.environ), root)
    if code != 0:
        raise NotReady(
            "The environment can't be created in .venv (%s). Fix that, then start again." % _last_line(output)
        )


def _install(extra, tell, root, machine):
    tell("Installing what SecureCoach needs. This happens once and takes a minute or two.")
    target = "." + (
        "[%s]" % extra if extra else ""
    )  # relative, since pip runs in root; the path can then contain any character
    wanted = ["install", "--progress-bar", "off", "--constraint", "constraints.txt", "--editable", target]
    code, output = _pip(root, machine, wanted, _News(tell))
    if code != 0:
        raise NotReady(why_not(output))


def _pip(root, machine, arguments, line=None):
    """Run pip in ``root``. The environment variables apply constraints.txt to build tools as well.

    pip splits the variables at spaces, so they contain a URL, in which spaces are escaped.
    """
    from pathlib import Path

    exact = Path(root, "constraints.txt").absolute().as_uri()
    environ = program_environ(os.environ)
    environ.update(PIP_CONSTRAINT=exact, PIP_BUILD_CONSTRAINT=exact, PYTHONIOENCODING="utf-8")
    command = [python_of(root), "-P", "-m", "pip", "--disable-pip-version-check", "--no-input", "--no-color"]
    return machine.run(command + arguments, environ, root, line)


class _News:
    """Prints a line every ``NEWS_SECONDS`` in place of pip's many lines, to show progress."""

    def __init__(self, tell):
        self._tell, self._last, self._count = tell, time.time(), 0

    def __call__(self, line):
        if line.startswith("Collecting "):
            self._count += 1
        if time.time() - self._last >= NEWS_SECONDS:
            self._last = time.time()
            self._tell("Still working: %d packages checked so far." % self._count)


def _write_stamp(extra, root):
    path = _stamp_path(extra, root)
    with open(path + ".new", "wb") as file:
        file.write(stamp_of(extra, root).encode("utf-8"))
    os.replace(path + ".new", path)


def _last_line(said):
    lines = [line for line in said if line] or ["no reason given"]
    return lines[-1][:200].rstrip(".")


def why_not(said):
    """Sum up pip's output in one sentence."""
    text = "\n".join(said)
    if "No space left" in text:
        return "The disk is full. Free about 300 MB, then start again."
    if any(sign in text for sign in ("NewConnectionError", "name resolution", "Connection refused", "ConnectTimeout")):
        return "The packages can't be downloaded. The first start needs the internet. Connect, then start again."
    if "No matching distribution" in text:
        missing = [line for line in said if "No matching distribution" in line][-1].split(" for ")[-1]
        return "There is no package %s for this Python. Use another version, 3.11 to 3.13." % missing
    errors = [line[len("ERROR: ") :] for line in said if line.startswith("ERROR: ")]
    return "The installation stopped (%s). Start again to continue." % _last_line(errors or said)


def use_environment(file):
    """Replace this process with ``file`` run by the interpreter of .venv, unless it runs with it already."""
    python = python_of()
    if os.path.exists(python) and os.path.realpath(sys.prefix) != os.path.realpath(os.path.join(ROOT, ".venv")):
        os.execv(python, [python, os.path.abspath(file)] + sys.argv[1:])
