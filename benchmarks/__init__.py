"""Quality and speed beside rivals: ``python -m benchmarks.quality``, ``python -m benchmarks.speed``."""
