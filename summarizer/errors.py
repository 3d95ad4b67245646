"""The errors of the library. Catch ``SummarizerError`` to catch them all.

A message names the thing, what was found, what was wanted, and what to do. All arguments are passed to
``Exception``, so that an error can be sent from a worker process.
"""


class SummarizerError(Exception):
    """The base of every error raised on purpose."""


class TextError(SummarizerError):
    """The input is not a text: it has the wrong type, or cannot be read or written as UTF-8."""

    def __init__(self, name: str, found: str, wanted: str) -> None:
        super().__init__(name, found, wanted)
        self.name, self.found, self.wanted = name, found, wanted

    def __str__(self) -> str:
        return f"{self.name}: found {self.found}, wanted {self.wanted}"


class SettingsError(SummarizerError):
    """A setting has a value that is not allowed."""

    def __init__(self, name: str, found: object, wanted: str) -> None:
        super().__init__(name, found, wanted)
        self.name, self.found, self.wanted = name, found, wanted

    def __str__(self) -> str:
        return f"{self.name}: found {self.found!r}, wanted {self.wanted}"


class DocumentError(SummarizerError):
    """A document is refused, for example because its id is missing or was used before.

    ``place`` counts from 1; 0 stands for the whole collection.
    """

    def __init__(self, place: int, found: str, wanted: str) -> None:
        super().__init__(place, found, wanted)
        self.place, self.found, self.wanted = place, found, wanted

    def __str__(self) -> str:
        name = f"document {self.place} (from 1)" if self.place else "documents"
        return f"{name}: found {self.found}, wanted {self.wanted}"


class DumpError(SummarizerError):
    """A line of an input file is not a document."""

    def __init__(self, path: str, line: int, found: str, wanted: str) -> None:
        super().__init__(path, line, found, wanted)
        self.path, self.line, self.found, self.wanted = path, line, found, wanted

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: found {self.found}, wanted {self.wanted}"


class ModelError(SummarizerError):
    """A trained file is missing, damaged, or was made with other settings than those of this version."""

    def __init__(self, path: str, found: str, needed: str, advice: str) -> None:
        super().__init__(path, found, needed, advice)
        self.path, self.found, self.needed, self.advice = path, found, needed, advice

    def __str__(self) -> str:
        return f"{self.path}: found {self.found}, needed {self.needed}; {self.advice}"


class ArchiveError(SummarizerError):
    """An archive cannot be used: it is damaged, of another version, in use, or not an archive."""

    def __init__(self, path: str, found: str, wanted: str, advice: str) -> None:
        super().__init__(path, found, wanted, advice)
        self.path, self.found, self.wanted, self.advice = path, found, wanted, advice

    def __str__(self) -> str:
        return f"{self.path}: found {self.found}, wanted {self.wanted}; {self.advice}"


class RunError(SummarizerError):
    """A run over a dump cannot start or continue, because of its folder, a worker or the disk."""

    def __init__(self, path: str, found: str, wanted: str, advice: str) -> None:
        super().__init__(path, found, wanted, advice)
        self.path, self.found, self.wanted, self.advice = path, found, wanted, advice

    def __str__(self) -> str:
        return f"{self.path}: found {self.found}, wanted {self.wanted}; {self.advice}"


class InputError(RunError):
    """An input of a run cannot be read: it is missing, of an unknown format, or its store does not answer."""


class OutputError(RunError):
    """The output of a run, or its work folder, cannot be written."""


class HtmlError(SummarizerError):
    """HTML cannot be read, because the extra for it is not installed."""

    def __init__(self, missing: str) -> None:
        super().__init__(missing)
        self.missing = missing

    def __str__(self) -> str:
        return f"HTML: found no library {self.missing}, wanted it; run pip install 'khulasa[html]'"
