"""What each line of a page is, by itself or beside others: forms, credits, notices, repeats."""
