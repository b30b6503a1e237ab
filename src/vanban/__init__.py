"""vanban: the letters, deadlines and reports of an administrative campaign."""

__version__ = "0.1.0"
