"""HTML: bytes -> text -> tree -> lines with what the markup says of them; metadata."""
