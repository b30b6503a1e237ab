"""Prefect's screens: artifacts, links to forms, events."""
