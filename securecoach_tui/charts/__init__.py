"""Charts laid out in terminal cells, and the same facts in words. Displays and reports draw what is laid out here."""
