"""The quality of summaries: word pairs shared with human ones, faults, and summaries of raw pages."""
