"""Start SecureCoach: prepares an environment of its own the first time, then opens the program.

    python3 scripts/start.py [what you would give to the command securecoach]

What it says while it prepares is whole lines on standard error: no bar, no carriage return, no colour,
on every kind of terminal.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import prepare


def main(arguments):
    """Prepare where needed, then become the program."""
    try:
        prepare.prepare()
    except prepare.NotReady as why:
        prepare.say(str(why))
        return 1
    except KeyboardInterrupt:
        prepare.say("Stopped. Start again to go on.")
        return 1
    command = [prepare.python_of(), "-m", "securecoach_tui"] + arguments
    if os.name == "nt":  # execv there returns to the prompt at once, with the program still running
        import signal
        import subprocess

        signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl+c is the program's own
        return subprocess.call(command)
    os.execv(command[0], command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
