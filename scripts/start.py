"""Start SecureCoach: prepare its environment the first time, then run the program.

    python3 scripts/start.py [arguments of the command securecoach]

Progress is printed on standard error in complete lines, without bars, carriage returns or colours. Any Python can run
this file far enough to print that a newer one is needed.
"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "dev"))

import environment


def main(arguments):
    """Prepare the environment if needed, then replace this process with the program."""
    try:
        environment.prepare()
    except environment.NotReady as why:
        environment.say(str(why))
        return 1
    except KeyboardInterrupt:
        environment.say("Stopped. Start again to continue.")
        return 1
    # -P prevents imports from the current folder.
    command = [environment.python_of(), "-P", "-m", "securecoach_tui"] + arguments
    environ = environment.program_environ(os.environ)
    if os.name == "nt":  # on Windows, execv returns to the prompt while the program still runs
        import signal
        import subprocess

        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program handles ctrl+c
        return subprocess.call(command, env=environ)
    import signal

    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])  # the program takes it once it can handle it
    os.execve(command[0], command, environ)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
