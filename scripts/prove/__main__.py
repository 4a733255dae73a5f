"""The long proofs: run the program with random input, with faults and for hours.

    python3 scripts/prove                    all of them, about two hours
    python3 scripts/prove --quick            a small share of each, some minutes
    python3 scripts/prove lines files        these only; arguments after a name are passed to it

Each name is a module in this folder with a function ``main(arguments)``, which prints its figures in the last line.
The exit status is 1 if a proof found a fault. Four proofs run only when named: ``simulate_progress``,
``soak_real_time``, ``ambience``, which needs PulseAudio and 21 minutes, and ``listening``, which needs the extra
``listen``.
"""

import os
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[0] = ROOT

from scripts.dev.environment import use_environment

# The arguments of each proof with --quick.
QUICK = {
    "files": ["2000"],
    "lines": ["300"],
    "soak": ["1"],
    "screens": ["2000"],
    "input_bytes": ["2000"],
    "record": ["0.02"],
    "pairs": ["12"],
    "machines": ["20", "--steps", "15"],
    "wheel": [],
    "versions": ["python3.13"],
    "mutants": ["practice/ladder"],
    "properties": ["1"],
    "coverage": [],
    "audit": [],
}
WHEN_NAMED = ("simulate_progress", "soak_real_time", "ambience", "listening")


def run(name, arguments):
    """Run one proof in a new process; return whether it passed."""
    print("== %s" % " ".join([name] + arguments), flush=True)
    begin = time.monotonic()
    environ = dict(os.environ, PYTHONPATH=ROOT)
    code = "import sys; from scripts.prove import %s as proof; sys.exit(proof.main(sys.argv[1:]))" % name
    done = subprocess.run([sys.executable, "-P", "-c", code, *arguments], cwd=ROOT, env=environ)
    passed = done.returncode == 0
    print("== %s: %s, %.0f s\n" % (name, "passed" if passed else "FAILED", time.monotonic() - begin), flush=True)
    return passed


def chosen(arguments):
    """Return pairs of a proof's name and its arguments, from the command line."""
    proofs: list[tuple[str, list[str]]] = []
    for argument in arguments:
        if argument in QUICK or argument in WHEN_NAMED:
            proofs.append((argument, []))
        else:
            proofs[-1][1].append(argument)
    return proofs or [(name, []) for name in QUICK]


def main(arguments):
    """Run the proofs that are named, or all of them; return the exit status."""
    quick = "--quick" in arguments
    arguments = [one for one in arguments if one != "--quick"]
    if arguments and arguments[0] not in QUICK and arguments[0] not in WHEN_NAMED:
        sys.stderr.write("One of: %s\n" % ", ".join([*QUICK, *WHEN_NAMED]))
        return 2
    proofs = chosen(arguments)
    failed = [name for name, given in proofs if not run(name, given or (QUICK.get(name, []) if quick else []))]
    print(
        "%d of %d passed" % (len(proofs) - len(failed), len(proofs))
        + ("; failed: " + ", ".join(failed) if failed else "")
    )
    return 1 if failed else 0


if __name__ == "__main__":
    use_environment(__file__)
    sys.exit(main(sys.argv[1:]))
