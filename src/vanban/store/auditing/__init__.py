"""Rows compared with the audit log, ledger by ledger."""
