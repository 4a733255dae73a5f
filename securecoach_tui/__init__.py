"""SecureCoach: paced practice toward a secure baseline in oneself, in a terminal."""

__version__ = "0.1.0"
