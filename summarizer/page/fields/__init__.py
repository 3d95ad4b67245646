"""What the lines around an article, and the markup of its page, say of it: writer, dates, section, tags."""
