"""SecureCoach: paced practice toward a secure baseline in oneself, in a terminal."""

import sys

__version__ = "0.1.0"

if sys.argv[:1] == ["-m"] or (sys.argv[:1] and sys.argv[0].endswith("securecoach")):
    # The program starts, and nothing else of it is imported yet. See early_exit.
    from securecoach_tui.config.early_exit import end_at_once

    end_at_once()
