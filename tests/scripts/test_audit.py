"""An audit says what was looked up, and claims nothing of what wasn't."""

from scripts.prove.audit import verdict

FINE = {"name": "click", "version": "8.5.1", "vulns": []}
FAULTY = {"name": "jinja2", "version": "3.1", "vulns": [{"id": "CVE-1"}, {"id": "CVE-2"}]}
UNKNOWN = {"name": "miniaudio", "skip_reason": "Dependency not found on PyPI and could not be audited"}


def test_where_nothing_can_be_looked_up_nothing_is_claimed() -> None:
    code, said = verdict([UNKNOWN, UNKNOWN])
    assert code == 0 and said.startswith("not audited") and "2 packages" in said and "without" not in said


def test_what_was_left_out_is_named_beside_what_was_looked_up() -> None:
    assert verdict([FINE, UNKNOWN]) == (0, "packages without a known fault: 1\nnot audited: miniaudio")


def test_each_known_fault_is_named_and_ends_the_proof() -> None:
    assert verdict([FINE, FAULTY]) == (1, "known faults:\njinja2 3.1: CVE-1\njinja2 3.1: CVE-2")
