"""Generated Arabic for property tests, joined from small pieces of what a scraped page may contain."""

from hypothesis import strategies as st

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئةى"
PERSIAN_LETTERS = "پچژگکی"
VOWEL_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
TATWEEL = "\u0640"
CONTROLS = "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2069\ufeff\u00ad"
# lam-alef, isolated and final letters, Allah, the four-word blessing, a lone vowel mark
PRESENTATION_FORMS = "\ufefb\ufef7\ufe8d\ufe91\ufedf\ufef2\ufdf2\ufdfa\ufe76"
DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
# Six of the line ends that str.splitlines knows, and white space that is none of them.
LINE_ENDS = ["\n", "\r\n", "\n\n", "\r", "\u2028", "\x0b"]
SPACES = [" ", "\u00a0", "\t", "\u2009"]
PUNCTUATION = [*".!؟?،؛:…\"'«»()[]{}“”‘’-–/%۔*•", "..", "...", "؟!", ". ", ". ", "، ", ": «", "». ", ".» "]
# fmt: off
PHRASES = [
    "د.", "م.", "أ.د.", "ود.", "أ.ف.ب", "ق.م.", "1400ه\u0640.", "2014م.", "إف.", "دبليو.", "بي.بي.سي", "U.S.", "Inc.",
    "www.example.org", "3.14", "٣٫٥", "قال", "وقال", "وأضاف", "وفق", "فيتامين", "المجموعة", "لكن", "ثم", "سأل",
    "1.", "كوم", "[1]", "«هل؟»", "(كذا)",
]
# fmt: on

_WORDS = st.text(st.sampled_from(LETTERS), min_size=1, max_size=7)
_DECORATED_WORDS = st.text(
    st.sampled_from(
        LETTERS + PERSIAN_LETTERS + VOWEL_MARKS + TATWEEL + CONTROLS + PRESENTATION_FORMS + "aZé" + DIGITS
    ),
    min_size=1,
    max_size=9,
)
_PIECES = st.one_of(
    _WORDS,
    _DECORATED_WORDS,
    st.text(st.sampled_from(DIGITS), min_size=1, max_size=4),
    st.sampled_from(["Reuters", "iPhone", "EU", "km"]),
    st.sampled_from(PHRASES),
    st.sampled_from(PUNCTUATION),
    st.sampled_from(SPACES),
    st.just(" "),
    st.sampled_from(LINE_ENDS),
)

# Up to about sixty pieces: words plain and decorated, numbers, Latin, abbreviations, signs, spaces, line ends.
ARABIC_TEXT: st.SearchStrategy[str] = st.lists(_PIECES, max_size=60).map("".join)
