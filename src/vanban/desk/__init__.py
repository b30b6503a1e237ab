"""The pages that an office opens beside Prefect's, on its own machine only: start page, boards, issued letters."""
