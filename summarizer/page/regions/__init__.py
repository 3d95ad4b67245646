"""The region of each line: measures of lines -> scores -> the likeliest walk through the page."""
