"""Sizes and times as people read them, in either language; used by the report and the progress of a run."""


def write_size(n_bytes: float) -> str:
    """A number of bytes in the largest unit that leaves at least one: 1.4 GB."""
    for unit in ("B", "KB", "MB", "GB"):
        if n_bytes < 1000 or unit == "GB":
            return f"{n_bytes:.0f} {unit}" if unit == "B" or n_bytes >= 100 else f"{n_bytes:.1f} {unit}"
        n_bytes /= 1000
    raise AssertionError


def write_time(seconds: float) -> str:
    """Minutes and seconds, 1:05, or with hours, 2:00:09."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def write_duration(seconds: float, unit: str) -> str:
    """Less than a minute in seconds with their unit, 0.4 s; more as `write_time` has it: 3:05, 1:02:03."""
    return f"{seconds:.1f} {unit}" if seconds < 60 else write_time(seconds)
