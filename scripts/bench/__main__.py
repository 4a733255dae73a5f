"""Measure the program.

    python3 scripts/bench                   every table, about an hour
    python3 scripts/bench NAME [ARGUMENTS]  one of them

Each NAME is a module in this folder with a function ``main(arguments)``. docs/dev/performance.md contains the results
of one run.
"""

import os
import sys

sys.path[0] = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from scripts.dev.environment import use_environment

# "onset", "drift" and others are parts of ``voice``; each module's docstring names its arguments.
NAMES = ("keys", "progress", "record", "session", "start", "timing", "voice")


def run(name, arguments):
    """Run one module's ``main`` with ``arguments`` and return its exit status."""
    import importlib

    return int(importlib.import_module("scripts.bench." + name).main(arguments) or 0)


def main(arguments):
    """Run the module that the first argument names, or all of them."""
    if arguments:
        if arguments[0] not in NAMES:
            sys.stderr.write("One of: %s\n" % ", ".join(NAMES))
            return 2
        return run(arguments[0], arguments[1:])
    codes = []
    for name in NAMES:
        sys.stdout.write("\n## %s\n\n" % name)
        sys.stdout.flush()
        codes.append(run(name, []))
    return max(codes)


if __name__ == "__main__":
    use_environment(__file__)
    sys.exit(main(sys.argv[1:]))
