"""What the work on a request costs, in bytes of prose, by its bytes alone; used by the server.

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
# Of the bytes; where there are more, letters are escaped too.
_FEW_ESCAPES = 0.05
_ESCAPED_ENDS = (b"\\u061f", b"\\u061F", b"\\u06d4", b"\\u06D4")
# Of forms.
_FORM_ENDS, _FORM_TAGS = (b"%0",), (b"%3C", b"%3c")
# The last bytes of the Arabic question mark and the Urdu full stop, the first ones of other separators of
# lines. A few other signs have them too. All other bytes are left out first: counting takes longer.
_ENDS = b".!?\\\x9f\x94\xe2\xc2"
_OTHERS = bytes(set(range(256)) - set(_ENDS + b"<{%"))
# A request that costs more takes over 20 milliseconds. An article of 600 words costs 9,000.
COSTLY = 48_000
# One that costs more may take seconds: 60 KB of a list of short comparisons took 3.
MOST_COSTLY = 250_000


def measure_cost(data: bytes | bytearray) -> int:
    """What the work on a request costs."""
    signs = data.translate(None, _OTHERS)
    n_objects, n_tags = signs.count(b"{"), signs.count(b"<")
    # Whatever is escaped may be a line end, or a letter of a name.
    n_ends = len(signs) - n_objects - n_tags - signs.count(b"%")
    size = len(data)
    if signs.count(b"\\") > _FEW_ESCAPES * size:
        n_letters = data.count(_ESCAPED_LETTER)
        n_ends -= n_letters - sum(data.count(end) for end in _ESCAPED_ENDS if n_letters)
        size -= _ESCAPED_REST * n_letters
    if b"%" in signs:
        n_ends += sum(data.count(end) for end in _FORM_ENDS)
        n_tags += sum(data.count(tag) for tag in _FORM_TAGS)
    return size + _END_COST * n_ends + _TAG_COST * n_tags + _OBJECT_COST * n_objects
