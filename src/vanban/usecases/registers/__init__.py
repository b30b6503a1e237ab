"""Keeping the two registers: what comes in is taken down, what went out is exported."""
