"""Taking reports in: forms, workbooks, checks, versions and evidence."""
