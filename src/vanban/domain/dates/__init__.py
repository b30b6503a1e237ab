"""Days, the working calendar, and the deadlines and occasions that fall on it."""
