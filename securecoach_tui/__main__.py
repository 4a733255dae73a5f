"""``python -m securecoach_tui`` is the command ``securecoach``."""

from securecoach_tui.config import early_exit

early_exit.end_at_once()  # before anything else is imported, which takes most of the time to start

from securecoach_tui.config import low_memory  # noqa: E402
from securecoach_tui.content import without_memory  # noqa: E402

low_memory.keep_reserve()
try:
    from securecoach_tui.cli import main
except Exception as error:
    if not low_memory.is_cause(error):
        raise
    raise SystemExit(without_memory.report(error)) from None

if __name__ == "__main__":
    main()
