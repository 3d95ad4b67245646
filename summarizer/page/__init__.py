"""The stages of reading a page, in the order of `parsing`: forms, repeats, regions, labels, articles."""
