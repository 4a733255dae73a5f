"""Start SecureCoach: prepares an environment of its own the first time, then opens the program."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import prepare  # noqa: E402


def tell(text):
    """One plain line about what is being done; on standard error, so that output stays the program's."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def main(arguments):
    """Prepare where needed, then become the program."""
    try:
        prepare.prepare(tell=tell)
    except prepare.NotReady as why:
        tell(str(why))
        return 1
    except KeyboardInterrupt:
        tell("Stopped. Start again to go on.")
        return 1
    except OSError as error:
        tell("The environment can't be made here (%s): see to that and start again." % error.strerror)
        return 1
    command = [prepare.python_of(), "-m", "securecoach_tui"] + arguments
    if os.name == "nt":
        import subprocess

        return subprocess.call(command)
    os.execv(command[0], command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
