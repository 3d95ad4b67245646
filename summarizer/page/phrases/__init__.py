"""What outlets write around articles: rows of phrases, tables of words, and how both are looked up."""
