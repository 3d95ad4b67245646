"""Lines that the kernel of sentence ends might read otherwise than the patterns."""

import random

from hypothesis import strategies as st

# Marks, what closes behind them, particles, initials, lists, addresses.
LINE_CHARACTERS = (
    "ابتدفوكال\u06d4.؟!…?\u203c \t\n\u00a0\u2028\"'«»‹›“”„‘’‚()[]{}\ufd3e\ufd3f1٢aZ:،؛/-–%\u064b\u0640\u200f\ufdfa"
    "\U0001f600\U00010330\x00\uffff"
)
LINE_PIECES = (
    *(
        "د.",
        "أ. ",
        "م. ",
        "أ.ف.ب",
        "بي بي سي. ",
        "إف",
        "كوم",
        " نت",
        ".com",
        "مج. ",
        "1. ",
        ": 2. ",
        "4.5",
        "2019. ",
    ),
    *(
        " قال الوزير",
        "قال",
        " وقالت",
        "بال",
        "لـ",
        "والسوق",
        "الدرس طويل. ",
        "عاد الفريق .",
        "ولا أحد؟ ",
        "«نعم» ",
    ),
    *(
        "''",
        "؟»",
        "!) ",
        ".» ",
        "[1]",
        "[12][3] ",
        "[1234]",
        ". ",
        " . ",
        "..",
        ".\u06d4",
        "؟!",
        "…",
        "x! ",
        " (",
        ") ",
    ),
)
LINES = st.lists(
    st.lists(st.sampled_from((*LINE_PIECES, *LINE_CHARACTERS)), max_size=40).map("".join), max_size=5
)


def draw_lines(chance: random.Random) -> list[str]:
    """Some lines, without Hypothesis."""
    parts = chance.choice([LINE_CHARACTERS, LINE_PIECES, (*LINE_CHARACTERS, *LINE_PIECES)])
    sizes = (0, 1, 2, 3, 8, 30, 300)
    return ["".join(chance.choices(parts, k=chance.choice(sizes))) for _ in range(chance.choice((1, 2, 5)))]
