"""Plans kept by hash, approved twice by name, and issued once."""
