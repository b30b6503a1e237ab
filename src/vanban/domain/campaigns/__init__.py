"""A campaign as its office planned it, what it asks to be reported, what that adds up to, and who approved it."""
