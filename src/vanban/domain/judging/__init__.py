"""What was measured of a letter and what is said of it: findings and verdicts."""
