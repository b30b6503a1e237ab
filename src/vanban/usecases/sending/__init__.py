"""Reminders carried through: prepared, submitted, issued, recorded once."""
