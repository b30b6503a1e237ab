"""Self-contained pages: the board and the findings of a check."""
