"""From reports to the report one level up: sums, quotas, those missing, and the letter that says so."""
