"""Splits text into words by an explicit letter class, so that a vowel mark never cuts a word."""

from itertools import islice

from summarizer.text.form_cache import FormCache
from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import HIDDEN, LETTERS
from summarizer.text.normalizing import normalize

# Used wherever letters or words are looked for: a class of all letters takes two milliseconds to compile.
LETTERS_RUN = compile_late(f"[{LETTERS}]+")
WORD = compile_late(f"[{LETTERS}][{LETTERS}{HIDDEN}]*")


def tokenize(text: str) -> list[str]:
    """The folded words of ``text``: runs of letters and digits."""
    return LETTERS_RUN.findall(normalize(text))


def find_words(text: str) -> list[str]:
    """The words of ``text`` as written, with their marks.

    `tokenize` gives the folded form of each. Faster than `tokenize` if the caller caches results by form.
    """
    return WORD.findall(text)


def find_first_words(text: str, n_words: int) -> list[str]:
    """The first words of `find_words`."""
    # Most sentences begin with words between single blanks; a pattern takes five times as long to say so.
    parts = text.split(" ", n_words)[:n_words]
    if all(map(_ARE_WORDS.__getitem__, parts)):
        return parts
    return [match[0] for match in islice(WORD.finditer(text), n_words)]


def _is_word(part: str) -> bool:
    return WORD.fullmatch(part) is not None


_ARE_WORDS = FormCache(_is_word)


def fold_first(form: str) -> str:
    """The first of the words that `tokenize` finds in a form; empty where there is none."""
    return next(iter(tokenize(form)), "")


def locate_words(text: str) -> list[tuple[int, int]]:
    """The start and end of each word of `find_words`."""
    return [match.span() for match in WORD.finditer(text)]


# Function words and common filler words of news. Summaries need such a list; which one made no difference.
STOP_WORDS: frozenset[str] = frozenset(
    tokenize(
        """
        في من إلى على عن مع بين عند عبر خلال منذ حتى حول دون بدون ضد نحو لدى قبل بعد تحت فوق أمام وراء
        خلف قرب أثناء ضمن وسط داخل خارج حسب بحسب وفق وفقا طبقا بسبب رغم برغم بالرغم سوى غير مثل عدا خلا
        تجاه إزاء قبيل بعيد قرابة حوالي وحتى ومنذ وبعد وقبل وبين وخلال وحول ولدى ومع وعن وإلى وعلى وفي
        ومن لدي منه منها منهم عنه عنها عنهم فيه فيها فيهم له لها لهم لي لنا لك لكم به بها بهم بنا عليه
        عليها عليهم علينا إليه إليها إليهم معه معها معهم بينهم بينها بينهما لديه لديها لديهم بعضهم بعضها
        كلها كله كلهم هو هي هم هما هن أنا نحن أنت أنتم هذا هذه هذان هؤلاء ذلك تلك أولئك هنا هناك هنالك
        ذاك وهو وهي وهم وهذا وهذه وذلك وتلك بهذا بهذه لهذا لهذه كهذا بذلك لذلك كذلك فهو فهي فهذا الذي
        التي الذين اللذان اللتان اللذين اللواتي اللاتي والذي والتي والذين ما ماذا لماذا كيف متى أين أيا
        أي أية كم هل أن إن أنه أنها أنهم إنه إنها إنهم بأن بأنه بأنها لأن لأنه لأنها فإن فإنه وأن وإن
        وأنه وأنها وإنه وإنها كأن لكن ولكن لكنه لكنها و أو ثم أم بل إذا إذ إذن لو لولا حيث حين حينما
        عندما بينما كلما لما كما مما عما فيما بما ربما إنما إما أما وما وقد فقد لقد قد سوف لن لم لا ليس
        ليست وليس ولم ولن ولا فلا ألا إلا والا كي لكي كان كانت كانوا كانا يكون تكون وكان وكانت كنت نكون
        سيكون ستكون أصبح أصبحت بات باتت ظل مازال يزال تزال زال زالت قال قالت وقال وقالت يقول تقول أضاف
        وأضاف وأضافت أكد وأكد وأكدت أوضح وأوضح ذكر وذكر وذكرت أشار وأشار مشيرا مؤكدا كل بعض جميع أحد
        إحدى عدة عدد أيضا فقط جدا أكثر أقل أول نفس نفسه نفسها ذات تم يتم وتم حاليا الآن أمس اليوم هكذا
        سواء يمكن يجب ينبغي
        """
    )
)
