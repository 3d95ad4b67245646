"""The quality of summaries: word pairs shared with human ones, faults, raw pages, and blind reading."""
