"""JSON lines that the kernel of fields might read otherwise than orjson does."""

import random

from hypothesis import strategies as st

STRINGS = (
    *('""', '"id"', '"a b"', '"مكتبة الحي"', '"بيت \\u0643بير"', '"\\ud83d\\ude00 نص"', '"\U0001f600"'),
    *('"\\ud800"', '"\\udc00"', '"\\ud800\\u0041"', '"\\ud83d"', '"\\u12g4"', '"\\u12"', '"\\x"', '"\\', '"'),
    *(
        '"\\u0000"',
        '"\\n\\t\\b\\f\\r\\/\\\\\\""',
        '"\\u0026"',
        '"&amp; x"',
        '"a&b"',
        '"\x00"',
        '"\t"',
        '"\x7f"',
    ),
    *('"2031-05-12"', '"س" "ص"', '"\ufeff"', '"\u2028"', '"\uffff"', '"ab\\"'),
)
NUMBERS = (
    *(
        "0",
        "-0",
        "01",
        "-01",
        "7",
        "-7",
        "1.0",
        "1.",
        ".5",
        "+1",
        "1e3",
        "1E+2",
        "1e",
        "1e-",
        "-",
        "--1",
        "0x1",
    ),
    *("123456789012345678", "1234567890123456789", "18446744073709551616", "1" * 40, "1" * 41, "1" * 400),
    *("1e99", "1e308", "1e309", "1e999", "-1e999", "0.1234567890123456789", "1.5e+05", "0" + "." + "1" * 60),
)
WORDS = ("null", "true", "false", "nul", "nulll", "NaN", "Infinity", "-Infinity", "None")
NESTED = (
    *(
        "[]",
        "{}",
        "[ ]",
        "{ }",
        "[1]",
        "[1,]",
        "[,1]",
        '{"a":1}',
        '{"a":1,}',
        '{"a"}',
        "{1:2}",
        "[[]",
        "[}",
        "{]",
    ),
    *('{"id":"x","text":"y"}', '[{"a":[{"b":null}]} , "\\ud83d\\ude00" ]', '{"\\ud800":1}', '["\\ud800"]'),
    *("[" * 31 + "]" * 31, "[" * 33 + "]" * 33, "[" * 1100 + "]" * 1100, '{"a":' * 33 + "0" + "}" * 33),
)
VALUES = (*STRINGS, *NUMBERS, *WORDS, *NESTED)
NAMES = (
    *(
        '"text"',
        '"id"',
        '"date"',
        '"source"',
        '"title"',
        '"n"',
        '""',
        '"te\\u0078t"',
        '"texts"',
        '"tex"',
        '"Text"',
    ),
    *('"\\ud800"', '"meta"', "text", "'text'", '"نص"'),
)
BLANKS = ("", "", "", " ", "\t", "\r", "  ", "\u00a0", "\f")
# Whole lines that are no object, or that have something around it.
OTHERS = (
    *(
        "",
        " ",
        "\r",
        "\r\r",
        "null",
        "[1]",
        '"text"',
        "7",
        "{",
        "}",
        "{}",
        "{},",
        "{}{}",
        "not JSON",
        "\ufeff",
    ),
    *('{"id":"a","text":"t"} x', '{"id":"a","text":"t"}}', '{"id":"a","text":"t"', '{"id":"a","text":"t"},'),
    *(
        '\ufeff{"id":"a","text":"t"}',
        ' \t{"id":"a","text":"t"} \r',
        '{"id":"a","text":"t"}\r\r',
        "{,}",
        '{"id"}',
    ),
)
# Bytes that end a line early, are no UTF-8, or change what JSON means.
BYTES = b'"\\{}[],:0-e& \r\n\x00\xff\xc0\x80\xed\xa0\xf4\x90\xe2\xc3'


def draw_object(chance: random.Random) -> str:
    """An object, mostly with a text and an id."""
    n_odd = chance.choice((0, 0, 0, 1, 2, 4))
    fields = [(chance.choice(NAMES), chance.choice(VALUES)) for _ in range(n_odd)]
    for name in ("text", "id", "date", "source"):
        if chance.random() < (0.9 if name in ("text", "id") else 0.4):
            value = chance.choice(STRINGS[1:4]) if chance.random() < 0.9 else chance.choice(VALUES)
            fields.append((f'"{name}"', value))
    chance.shuffle(fields)
    blanks = BLANKS if chance.random() < 0.1 else ("",)
    parts = ["{", *[part for name, value in fields for part in (name, ":", value, ",")][:-1], "}"]
    return "".join(chance.choice(blanks) + part for part in parts) + chance.choice(blanks)


def draw_json_lines(chance: random.Random) -> bytes:
    """Some lines, a few of them with a byte that is wrong; the last with an end or without."""
    lines = list[bytes]()
    for _ in range(chance.choice((0, 1, 2, 8, 30))):
        text = chance.choice(OTHERS) if chance.random() < 0.2 else draw_object(chance)
        line = bytearray(text.encode())
        if line and chance.random() < 0.1:
            line[chance.randrange(len(line))] = chance.choice(BYTES)
        lines.append(bytes(line))
    return chance.choice((b"\n", b"\n", b"\r\n")).join(lines) + chance.choice((b"\n", b""))


JSON_LINES = st.randoms(use_true_random=False).map(draw_json_lines)
