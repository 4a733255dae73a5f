"""The five groups of settings: each setting is in one of them, with a label, a value and a line of help."""

from __future__ import annotations

from pathlib import Path

from securecoach_tui.app.context import AppContext
from securecoach_tui.app.setting_list import FOLDER, GROUPS, LOCK, VOICE, setting_groups
from securecoach_tui.config import setting_options, settings
from securecoach_tui.store.crypto.envelope import DataKey
from tests.fakes.clock import FakeClock
from tests.fakes.writer import MemoryWriter


def context_in(folder: Path) -> AppContext:
    paths = settings.places(str(folder), environ={"SECURECOACH_STATE_DIR": str(folder) + "-state"})
    return AppContext(paths, settings.Settings(), FakeClock(), MemoryWriter())


def test_every_setting_is_in_exactly_one_group() -> None:
    names = [name for _title, names in GROUPS for name in names]
    assert len(GROUPS) == 5 and len(names) == len(set(names))
    assert set(names) == set(setting_options.BY_NAME) | {VOICE, LOCK, FOLDER}


def test_every_row_has_a_label_a_value_and_a_line_of_help(tmp_path: Path) -> None:
    rows = [row for group in setting_groups(context_in(tmp_path)) for row in group.rows]
    assert len({row.label for row in rows}) == len(rows)
    assert all(row.label and row.sentence for row in rows)
    assert [row.name for row in rows if not row.value] == [FOLDER]


def test_labels_and_values_fit_into_the_narrow_list(tmp_path: Path) -> None:
    rows = [row for group in setting_groups(context_in(tmp_path)) for row in group.rows if row.option is not None]
    assert [row.label for row in rows if len(row.label) + 2 + len(row.value) > 34] == []


def test_folder_and_lock_say_what_is_so(tmp_path: Path) -> None:
    rows = {row.name: row for group in setting_groups(context_in(tmp_path)) for row in group.rows}
    assert rows[LOCK].value == "off" and "securecoach data lock" in rows[LOCK].sentence
    assert str(tmp_path) in rows[FOLDER].sentence
    opened = context_in(tmp_path)
    opened.key = DataKey(bytes(32))
    rows = {row.name: row for group in setting_groups(opened) for row in group.rows}
    assert rows[LOCK].value == "on" and "securecoach data unlock" in rows[LOCK].sentence
