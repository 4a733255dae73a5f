"""Values, lines and files as a stranger may write them, for tests that nothing read from disk raises."""

from __future__ import annotations

import json
from typing import Any

import msgspec
from hypothesis import strategies as st

from securecoach_tui.practice.record import SessionRecord

ODD_JSON = [
    "1e999", "-1e999", "1e308", "1e17", "-0", "-5", "11", "0.5", "9" * 5000, "9" * 400, "9007199254740993",
    "true", "null", '""', '"x"', r'"\u0000\u001b[31m\u202e"', r'"\ud83d\ude00"', '"' + "y" * 5000 + '"',
    "[]", "{}", '[1,"x",null,{"a":[]}]', '{"a":{"b":1}}', "[" * 900 + "]" * 900, '{"a":' * 200 + "1" + "}" * 200,
    '"9999-12-31T23:59:59+23:59"', '"0001-01-01T00:00:00-23:59"', '"2026-13-45T99:99"', '"2026-03-02T20:00:00"',
    '"2026-W10-1"', '["2026-03-02"]', '[{"at":1e308,"scale":"distress","value":99,"when":"before"}]',
    '[{"at":null,"scale":"zz","value":3,"when":"after"},{"at":5,"scale":"distress","value":9,"when":"during"}]',
]  # fmt: skip
NOT_JSON = ["NaN", "Infinity", r'"\ud800"', r'"\q"', "01", "tru", '"\x01"', "[" * 5000, "'x'", ""]

FIELDS = {
    "session": [name for name in SessionRecord.__struct_fields__ if name != "id"],
    "checkin": ["at", "anxiety", "avoidance", "direction", "chosen", "answers"],
    "rung": ["words", "lived", "hidden", "place", "rung_id"],
    "plan": ["days", "time"],
    "baseline": ["from", "words", "made"],
    "lookback": ["week", "question", "text", "at"],
    "card": ["if", "then", "about", "made", "used", "asked", "put_away"],
    "debrief": ["exercise", "rung_id", "rung", "started", "waits", "expect", "prediction"],
    "unknown": ["x"],
}
IDS = {"rung": "current", "plan": "plan"}

odd_values = (
    st.sampled_from(ODD_JSON)
    | st.sampled_from(NOT_JSON)
    | st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=5,
    ).map(lambda value: msgspec.json.encode(value, enc_hook=str).decode() if not _is_big(value) else "7")
)


def _is_big(value: Any) -> bool:
    try:
        msgspec.json.encode(value)
    except (OverflowError, UnicodeEncodeError, ValueError):
        return True
    return False


@st.composite
def odd_lines(draw: st.DrawFn) -> bytes:
    """A journal's line with odd values at any of its fields."""
    kind = draw(st.sampled_from(sorted(FIELDS)))
    id = draw(st.sampled_from(["a", "b", IDS.get(kind, "c")]))
    fields = {name: draw(odd_values) for name in draw(st.lists(st.sampled_from(FIELDS[kind]), max_size=6, unique=True))}
    head = {
        "v": "1",
        "kind": json.dumps(kind),
        "id": json.dumps(id),
        "stamp": draw(st.sampled_from(['[1,"z"]', '[2,"y"]', f'[{2**52},"z"]', f'[{2**53},"z"]', '[3,"\\u0000"]'])),
        "fields": "{" + ",".join(f'"{name}":{value}' for name, value in fields.items()) + "}",
    }
    if draw(st.integers(0, 3)) == 0:
        head[draw(st.sampled_from([*head, "deleted", "gone"]))] = draw(odd_values)
    return ("{" + ",".join(f'"{name}":{value}' for name, value in head.items()) + "}").encode()


odd_files = st.lists(odd_lines() | st.binary(max_size=30), max_size=8).map(b"\n".join)
