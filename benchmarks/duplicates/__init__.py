"""Near-duplicates in memory, in dumps and in the archive, beside rivals: quality, time, memory, survival."""
