"""Quality and speed beside rivals; run with ``python -m benchmarks.quality`` and ``python -m benchmarks.speed``."""
