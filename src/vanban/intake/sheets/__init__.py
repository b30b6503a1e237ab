"""Workbooks and delimited sheets that people fill in: recipients, signatories, reports, the directory."""
