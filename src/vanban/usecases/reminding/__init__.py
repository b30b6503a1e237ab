"""Whom a plan of reminders has fall due on a day, and the letter that reminds them."""
