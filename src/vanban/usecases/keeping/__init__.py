"""Keeping an office: its backup, its restoration, and the examination of the machine that it works on."""
