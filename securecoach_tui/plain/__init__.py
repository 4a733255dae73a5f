"""The plain-text display: lines of text for screen readers, braille displays, pipes and dumb terminals.

Printed lines never change, and no escape sequence is printed. A question is a line that ends in ": ".
"""
