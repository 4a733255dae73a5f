"""The audit reports only packages that it could look up."""

from scripts.prove.audit import verdict

FINE = {"name": "click", "version": "8.5.1", "vulns": []}
FAULTY = {"name": "jinja2", "version": "3.1", "vulns": [{"id": "CVE-1"}, {"id": "CVE-2"}]}
UNKNOWN = {"name": "miniaudio", "skip_reason": "Dependency not found on PyPI and could not be audited"}


def test_audit_offline_claims_nothing() -> None:
    code, said = verdict([UNKNOWN, UNKNOWN])
    assert code == 0 and said.startswith("not audited") and "2 packages" in said and "without" not in said


def test_audit_names_packages_not_looked_up() -> None:
    assert verdict([FINE, UNKNOWN]) == (0, "packages without a known fault: 1\nnot audited: miniaudio")


def test_audit_fails_on_known_faults() -> None:
    assert verdict([FINE, FAULTY]) == (1, "known faults:\njinja2 3.1: CVE-1\njinja2 3.1: CVE-2")
