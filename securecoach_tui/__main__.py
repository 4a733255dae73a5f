"""``python -m securecoach_tui`` is the command ``securecoach``."""

from securecoach_tui.config import early_exit

early_exit.end_at_once()  # before anything else is imported, which takes most of the time to start

from securecoach_tui.cli import main  # noqa: E402

if __name__ == "__main__":
    main()
