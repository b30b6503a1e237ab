"""Workbooks and sheets: register, board, report forms, consolidated figures."""
