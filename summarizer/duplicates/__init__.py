"""Which documents say the same: shingling, sketching, banding, verifying, clustering."""
