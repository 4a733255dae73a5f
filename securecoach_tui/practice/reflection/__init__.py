"""Rules that read what a person wrote: the agency question, and words of danger."""
