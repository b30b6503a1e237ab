"""One family of rules on a whole plan per file: its letters, its campaign and the calendar against each other."""
