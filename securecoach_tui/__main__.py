"""``python -m securecoach_tui`` is the command ``securecoach``."""

import gc

from securecoach_tui.config import early_exit

early_exit.end_at_once()  # before anything else is imported, which takes most of the time to start
gc.disable()  # imports leave little to collect, and looking for it takes a fiftieth of the time until the first frame

from securecoach_tui.config import low_memory  # noqa: E402
from securecoach_tui.content import without_memory  # noqa: E402

low_memory.keep_reserve()
try:
    from securecoach_tui import cli
except Exception as error:
    if not low_memory.is_cause(error):
        raise
    raise SystemExit(without_memory.report(error)) from None


def main() -> None:
    """The command ``securecoach``."""
    try:
        cli.main()
    except SystemExit as end:
        early_exit.skip_teardown(end.code)
        raise


if __name__ == "__main__":
    main()
