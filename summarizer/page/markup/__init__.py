"""The way of lines of HTML: measures -> learned labels -> roles in an article -> articles."""
