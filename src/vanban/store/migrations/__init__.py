"""The steps from an empty database to the current tables, run by Alembic when a database is opened."""
