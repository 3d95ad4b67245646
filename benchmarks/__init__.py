"""Quality and speed beside rivals. README.md lists the commands, such as ``python -m benchmarks.quality``."""
