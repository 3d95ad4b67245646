"""What the work on a request costs, in bytes of prose, by its bytes alone; used by `gunicorn_worker`.

Prose takes about as long as lines, sentences, tags or articles of the same cost, or longer. Of bodies of
32 KB prose took 20 milliseconds, one-letter lines 200, one-letter sentences 120, `<p>` with a letter 520, and
a thousand articles of a letter 280.
"""

# Of a line or a sentence.
_END_COST = 40
_TAG_COST = 200
# Of an object of JSON: one article of several.
_OBJECT_COST = 600
# An Arabic letter that JSON escapes has six bytes for two.
_ESCAPED_LETTER, _ESCAPED_REST = b"\\u06", 4
# All that begins another line or sentence, but for what JSON has to escape; in forms as well.
_ENDS = (
    *(b".", b"!", b"?", b"%0"),
    *(mark.encode() for mark in "\u061f\u06d4\u2028\u2029\x85"),
    *(b"\\u061f", b"\\u061F", b"\\u06d4", b"\\u06D4"),
)
_TAGS = (b"<", b"%3C", b"%3c")
# A request that costs more takes over 20 milliseconds. An article of 600 words costs 9,000.
COSTLY = 48_000


def measure_cost(data: bytes | bytearray) -> int:
    """What the work on a request costs."""
    letters = data.count(_ESCAPED_LETTER)
    # Whatever else is escaped may be a line end, or a letter of a name that is counted below.
    ends = data.count(b"\\") - letters + sum(data.count(end) for end in _ENDS)
    tags = sum(data.count(tag) for tag in _TAGS)
    size = len(data) - _ESCAPED_REST * letters
    return size + _END_COST * ends + _TAG_COST * tags + _OBJECT_COST * data.count(b"{")
