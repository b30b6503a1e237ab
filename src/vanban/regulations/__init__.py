"""The law and the working calendar as dated data, and their look-up."""
