"""The rows of plans and of the decisions upon them."""
