"""SecureCoach's tests. A package, because a dependency installs another top-level package called tests."""
