"""Commands for those who work on SecureCoach: start and test, measurements, long proofs, and what renews files."""
