"""The rows of an article that are still open, found in order without reading the closed ones between them."""


class OpenRows:
    """The rows from 0. Each closed row points at one behind it; reading shortens chains of them."""

    def __init__(self, n_rows: int) -> None:
        self._next = list(range(n_rows + 1))

    def close(self, row: int) -> bool:
        """Close a row; whether it was open."""
        is_open = self._next[row] == row
        if is_open:
            self._next[row] = row + 1
        return is_open

    def list_between(self, first: int, last: int, most: int) -> list[int]:
        """The open rows from ``first`` to ``last``, at most so many."""
        found: list[int] = []
        following, row = self._next, first
        while len(found) < most:
            while following[row] != row:
                following[row] = row = following[following[row]]
            if row > last or row == len(following) - 1:
                break
            found.append(row)
            row += 1
        return found
