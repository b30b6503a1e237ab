"""What the terminal shows: tables, progress, problems, help."""
