"""A report of a person's practice, to keep or to take to a therapist.

``report.build_report`` chooses and words the content. ``html.render`` draws it as one HTML file without scripts and
addresses, readable by a screen reader, on two printed pages unless the person adds more; ``markdown.render`` as
Markdown. What a person wrote is in the report only where they choose it, and contacts are never part of it.
"""
