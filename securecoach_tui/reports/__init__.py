"""A report of a person's practice, to keep or to take to a therapist.

``report.build_report`` collects the content. ``html.render`` writes it as one HTML file, without scripts or links, that
works with a screen reader and fits two printed pages unless the person adds more. ``markdown.render`` writes Markdown.
The report contains what a person wrote only if they choose so, and never contains contacts.
"""
