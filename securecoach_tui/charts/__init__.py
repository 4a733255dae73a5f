"""Charts laid out in terminal cells, and the same facts in words, for displays and reports."""
