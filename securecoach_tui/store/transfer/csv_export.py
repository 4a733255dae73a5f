"""Exports the sessions as csv, for spreadsheets; ``csv_import`` reads it back."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.store.transfer import csv_columns

if TYPE_CHECKING:
    from securecoach_tui.store.repository import Repository

BOM = b"\xef\xbb\xbf"


def export_csv(repository: Repository, *, bom: bool = False) -> bytes:
    """Return one row for each session, newest first, in UTF-8; ``bom`` puts a byte order mark first.

    Text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    sessions = repository.sessions
    answers = sorted({key for session in sessions for key, text in session.answers.items() if text})
    names = csv_columns.columns(answers)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_cell(name) for name in names])
    for session in sessions:
        values = _values(session)
        writer.writerow([_cell(values.get(name)) for name in names])
    return (BOM if bom else b"") + out.getvalue().encode("utf-8", "replace")


def _values(session: SessionRecord) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(session, name) for name in session.__struct_fields__}
    values |= {csv_columns.ANSWER + key: text for key, text in session.answers.items()}
    values |= csv_columns.summaries(session)
    values[csv_columns.RATINGS] = csv_columns.ratings_text(session.ratings)
    if session.practised_seconds is not None:
        values["minutes"] = round(session.practised_seconds / 60, 2)
    try:
        started = datetime.fromisoformat(session.started or "")
    except ValueError:
        return values
    return values | {"date": f"{started:%Y-%m-%d}", "time": f"{started:%H:%M}"}


def _cell(value: Any) -> Any:
    if isinstance(value, str):  # a NUL would end the file for many programs
        return csv_columns.guarded(str(value).replace("\0", "\N{SYMBOL FOR NULL}"))
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else value
