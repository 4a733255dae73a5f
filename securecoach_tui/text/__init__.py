"""Sentences that both displays say: questions, summaries, dates and quantities."""
