"""What people read on Prefect's screen, as Markdown and tables; no file here imports prefect."""
