"""Commands for developers of SecureCoach: start, tests, benchmarks, long proofs, and scripts that renew files."""
