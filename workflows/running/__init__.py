"""How a flow runs: its tasks, its processes, and what becomes of a refusal."""
