"""Any letter judged against the decree, and the verdicts told."""
