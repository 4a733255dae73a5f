"""``python -m securecoach_tui`` is the command ``securecoach``."""

from securecoach_tui.cli import main

if __name__ == "__main__":
    main()
