"""What a page is made of: lines, their repeats, the articles they form."""
