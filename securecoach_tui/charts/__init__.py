"""Charts laid out in terminal cells, and the same facts as lines of text. Nothing here draws on a screen."""
