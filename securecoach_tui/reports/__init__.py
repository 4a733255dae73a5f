"""A report of one's own practice to keep or to take to a therapist: one file, drawn from facts.

``facts.gather`` decides what is in it; ``page.render`` draws it as HTML (one file, no scripts, no addresses,
readable by a screen reader, two printed pages unless more is ticked); ``text.render`` as Markdown. What a person
wrote is left out unless ticked, and own contacts are never part of it.
"""
