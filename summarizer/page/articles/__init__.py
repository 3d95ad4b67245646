"""Lines in their regions -> labels -> articles, and a reason for every line left out."""
