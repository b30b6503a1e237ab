"""Who is what on a given day: organisations, collective groups and signatories."""
