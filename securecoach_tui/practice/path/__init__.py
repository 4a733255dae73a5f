"""A path of eight weeks: its weeks as a file gives them, where a person is on it, and what comes next. Pure."""
