"""Flows: the use cases of vanban under Prefect. Only here is prefect imported, and never by a pool's workers."""
