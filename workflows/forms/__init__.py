"""The forms that people fill in on Prefect's screen; no file here imports prefect."""
