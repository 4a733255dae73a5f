"""The plain face: lines of text for screen readers, braille, pipes and dumb terminals.

Nothing is rewritten and no escape sequence is printed; a question is a line that ends in ": ".
"""
