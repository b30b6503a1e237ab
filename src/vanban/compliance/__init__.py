"""Judges a draft: findings against Decree 30 and against itself; pure."""
