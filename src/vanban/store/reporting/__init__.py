"""The rows of reports, reminders and notices, and what the board asks of them."""
