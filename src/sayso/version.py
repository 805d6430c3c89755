"""The version of the program, kept in custody logs and results."""

__version__ = "0.1.0"
