"""Who owes what on a day: the board, its pages, and the obligations behind it."""
