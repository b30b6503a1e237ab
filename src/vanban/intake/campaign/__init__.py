"""The campaign folder: its files read, sketched, copied and edited."""
