"""Stages of a summary, in order: TF-IDF, measures, scores, choice. Also focus, retellings and key phrases."""
