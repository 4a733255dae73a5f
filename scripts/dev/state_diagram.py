"""Draw the session's states from its table: python3 scripts/dev/state_diagram.py [--write|--check] [FILE]

Without an option, prints the diagram. ``--write`` puts it between the two markers in FILE (ARCHITECTURE.md);
``--check`` exits with status 1 if the diagram in FILE is outdated.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BEGIN, END = "<!-- state diagram -->", "<!-- /state diagram -->"

sys.path.insert(0, str(ROOT))


def diagram() -> str:
    """Return a mermaid diagram of the states: where a session begins or is resumed, and the events that change its state."""
    from securecoach_tui.practice.session.machine import BEGIN_TARGETS, RESUME_TARGETS, TABLE
    from securecoach_tui.practice.session.state import SessionState

    events: dict[tuple[SessionState, SessionState], list[str]] = {}
    for (source, event), (_does, leads_to) in TABLE.items():
        for target in leads_to:
            if target is source:
                continue
            events.setdefault((source, target), []).append(event.__name__)
    order = list(SessionState)
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{source.value}" as {source.name}' for source in order]
    entries = {"begin": BEGIN_TARGETS, "resume": RESUME_TARGETS}
    for target in order:
        ways = [name for name, targets in entries.items() if target in targets]
        lines += [f"    [*] --> {target.name}: {', '.join(ways)}"] if ways else []
    for here, target in sorted(events, key=lambda way: (order.index(way[0]), order.index(way[1]))):
        lines.append(f"    {here.name} --> {target.name}: {', '.join(sorted(events[here, target]))}")
    return "\n".join([*lines, "    DONE --> [*]", "```"])


def placed(text: str) -> str:
    """``text`` with the diagram between its markers.

    Raises:
        ValueError: a marker is missing.
    """
    before, begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{BEGIN} and {END} are not both there")
    return f"{before}{BEGIN}\n\n{diagram()}\n\n{END}{after}"


def main(args: list[str]) -> int:
    """Print, write or check the diagram; return 1 if it is outdated, 2 if the markers are missing."""
    options = [arg for arg in args if arg.startswith("--")]
    files = [Path(arg) for arg in args if not arg.startswith("--")] or [ROOT / "ARCHITECTURE.md"]
    if not options:
        print(diagram())
        return 0
    try:
        text = files[0].read_text("utf-8")
        wanted = placed(text)
    except (OSError, ValueError) as error:
        print(f"{files[0].name}: {error}", file=sys.stderr)
        return 2
    if "--write" in options:
        files[0].write_text(wanted, "utf-8")
    elif text != wanted:
        print(f"{files[0].name}: the states have changed; scripts/dev/state_diagram.py --write", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
