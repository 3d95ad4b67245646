"""The key phrases of an article, in words that a reader would use; the one stage of `find_key_phrases`.

A candidate is a run of one to three words without a stop word, number, mark, conjunction or preposition
between them; a run of several words must occur twice. The worth of a word is its TF-IDF, more where it comes
early. From it follows the score of a candidate:

    worth(w) = tf(w) * ln((N + 1) / (df(w) + 1)) * (1 + 4 exp(-place(w) / 30))
    score(p) = n f(p) / (sum of tf(w)) * (sum of worth(w))

with ``tf`` and ``f`` counted in the article, ``df`` over N news documents, ``place`` its first place in words
and ``n`` the number of words of ``p``: words that mostly occur together score their sum, others less than the
best of them alone (Salton and Buckley 1988; Dice 1945). A phrase with at least half the score of its best
word replaces that word: `دونالد ترامب` is a better key phrase than `ترامب`. Words are counted by their light
stems.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from summarizer.records import KeyPhrase, Passage, Span
from summarizer.summary.rarity import detach_particles, find_rarity
from summarizer.text.dates import DAYS_WITHOUT_ARTICLE, MONTHS
from summarizer.text.letters import HIDDEN
from summarizer.text.stemming import N_FORMS
from summarizer.text.tokenizing import STOP_WORDS, locate_words, tokenize

# On 600 training articles without their titles, the ten best phrases hold 44% of the stems of the title
# without the place and 51% with it; 2 to 8 instead of 4, and 20 to 75 words instead of 30, change that by a
# point or two.
EARLY_WEIGHT = 4.0
EARLY_DECAY = 30.0
LONGEST = 3
_SHORTEST = 3
# Dates, numbers in words, measures and verbs of reporting: they never say what an article is about.
_NO_TOPIC = frozenset(
    tokenize(
        f"{DAYS_WITHOUT_ARTICLE} {MONTHS} "
        """
        يوم أيام يومين أسبوع أسابيع أسبوعين شهر أشهر شهور شهرين عام أعوام عامين سنة سنوات سنتين ساعة ساعات
        دقيقة دقائق صباح مساء ليلة قرن عقد وقت واحد واحدة اثنان ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة
        سبع ثمانية ثماني ثمان تسعة تسع عشرة عشر عشرات عشرون عشرين ثلاثين أربعين خمسين ستين سبعين ثمانين
        تسعين مئة مائة مئات ألف آلاف مليون ملايين مليار مليارات تريليون نصف ربع ثلث أولى ثاني ثانية ثالث
        ثالثة رابع رابعة خامس خامسة مرة مرات شخص أشخاص جانب جزء كيلومتر كيلومترات متر أمتار مكعب مربع درجة
        نسبة ماضي ماضية مقبل مقبلة حالي حالية جاري قادم سابق سابقة آخر أخرى جديد جديدة كبير كبيرة عديد حسبما
        مقابل مقارنة مصدر مصادر بيان تصريح تصريحات تقرير خبر إضافة
        أفاد أفادت أعلن أعلنت كشف كشفت صرح صرحت أشارت لفت لفتت نقل نقلت شدد شددت اعتبر اعتبرت طالب طالبت
        دعا دعت حذر حذرت بدأ بدأت قرر قررت تمكن تمكنت شهد شهدت بلغ بلغت جاء جاءت وصل وصلت رأى رأت تابع تابعت
        """
    )
)
_BARE = re.compile("^[وف]?[بكل]?(?:ال|ل)?(.{2,}?)ا?$")
# A conjunction or preposition before the article; in `لل` the first letter of the article is merged.
_PREFIX = re.compile("([وف]?[بك]?)ال.{3}|([وف]?لل).{3}")
# Ta marbuta and the feminine plural: endings that no verb of the present has.
_NOUN = re.compile(f"(?:ة|ات)[{HIDDEN}]*$")
_SHOWN = re.compile(f"[^{HIDDEN}]")


# On the scale of `find_rarity`: within 2.7 times as common, and in at least eight of 76,780 documents.
_EQUALLY_RARE = 1.0
_TOO_RARE = 9.0
# For a prefix that cannot be cut off.
_INSEPARABLE = 9


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of an article in order, with a gap of stem -1 wherever a phrase must end.

    stems                   (n_words,)   the stem as a number
    passages, starts, ends  (n_words,)   the place of the word
    n_attached              (n_words,)   how many letters of attached particles it begins with
    names                   (n_stems,)   the stem of each number
    """

    stems: NDArray[np.int64]
    passages: list[int]
    starts: list[int]
    ends: list[int]
    n_attached: list[int]
    names: list[str]


def rank_phrases(passages: Sequence[Passage], n: int) -> tuple[KeyPhrase, ...]:
    """The ``n`` best phrases of an article's passages, best first; fewer where it has fewer.

    Of two phrases that share half of the words of the shorter one or more, only the better one is taken.
    Raises ``ModelError`` where the table of word counts is missing or damaged.
    """
    words = _read_words(passages)
    if not words.names:
        return ()
    candidates, scores = _score(words)
    return tuple(
        _show(passages, words, candidates[row], float(scores[row])) for row in _choose(candidates, n)
    )


def _read_words(passages: Sequence[Passage]) -> Words:
    numbers: dict[str, int] = {}
    found: list[tuple[int, int, int, int, int]] = []
    gap = (-1, 0, 0, 0, 0)
    for number, passage in enumerate(passages):
        text, last = passage.text, 0
        for start, end in locate_words(text):
            stem, n_attached = _read_form(text[start:end])
            between = text[last:start]
            if last and (n_attached or not between.isspace() or "\n" in between):
                found.append(gap)
            if stem:
                found.append((numbers.setdefault(stem, len(numbers)), number, start, end, n_attached))
            else:
                found.append(gap)
            last = end
        found.append(gap)
    columns = zip(*found, strict=True) if found else [()] * 5
    stems, places, starts, ends, attached = (list(column) for column in columns)
    return Words(np.array(stems, dtype=np.int64), places, starts, ends, attached, list(numbers))


@lru_cache(N_FORMS)
def _read_form(form: str) -> tuple[str, int]:
    """The stem of a word form, empty if no phrase may hold it; and the number of letters attached to it."""
    words = tokenize(form)
    if len(words) != 1 or words[0] in STOP_WORDS or any(map(str.isdigit, words[0])):
        return "", 0
    stem, n_detached = detach_particles(words[0])
    if words[0][n_detached:] in STOP_WORDS or not _NO_TOPIC.isdisjoint((words[0], *_BARE.findall(words[0]))):
        return "", 0
    prefix = _PREFIX.match(words[0])
    if prefix is None:
        return ("", 0) if _is_verb(stem) and not _NOUN.search(form) else (stem, n_detached)
    return stem, _INSEPARABLE if prefix[2] else len(prefix[1])


def _is_verb(stem: str) -> bool:
    """Whether a stem is a present verb: its masculine and feminine are about equally common in the news.

    `يعلن` and `تعلن` are; `يقرير` is not Arabic, and `يونس` much rarer than `تونس`.
    """
    if stem[0] not in "يت":
        return False
    masculine, feminine = find_rarity(["ي" + stem[1:], "ت" + stem[1:]])
    return bool(max(masculine, feminine) < _TOO_RARE and abs(masculine - feminine) < _EQUALLY_RARE)


def _score(words: Words) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Every candidate, best first, the earlier first of equal ones.

    returns  (n, 3)  its stems, -1 where it has fewer
             (n,)    its score
    """
    n_stems = len(words.names)
    runs = [_count_runs(words.stems, size, n_stems) for size in range(1, LONGEST + 1)]
    firsts, counts = runs[0][1:]
    worth = counts * find_rarity(words.names) * (1 + EARLY_WEIGHT * np.exp(-firsts / EARLY_DECAY))
    keys, places, found = (np.concatenate(column) for column in zip(*runs, strict=True))
    held = keys >= 0
    sums = (np.where(held, part[keys], 0).sum(axis=1) for part in (worth, counts))
    scores = held.sum(axis=1) * found * next(sums) / next(sums)
    best = np.where(held, worth[keys], 0).max(axis=1)
    lengths = np.where(held, np.array([len(name) for name in words.names])[keys], 0).sum(axis=1)
    lifted = np.where(scores >= best / 2, np.maximum(scores, best), scores)
    order = np.lexsort((places, -scores, -lifted, found == 1))
    order = order[lengths[order] >= _SHORTEST]
    return keys[order], lifted[order]


def _count_runs(
    stems: NDArray[np.int64], size: int, n_stems: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The different runs of ``size`` words, (n, 3); the first place of each, and how often it occurs.

    Runs of one word are in the order of their stems; longer runs that occur once are left out.
    """
    places = np.arange(max(0, len(stems) - size + 1))
    windows = stems[places[:, None] + np.arange(size)]
    places = places[(windows >= 0).all(axis=1)]
    codes = stems[places]
    for step in range(1, size):
        codes = codes * n_stems + stems[places + step]
    _, firsts, counts = np.unique(codes, return_index=True, return_counts=True)
    chosen = (counts > 1) | (size == 1)
    firsts, counts = places[firsts[chosen]], counts[chosen]
    keys = np.full((len(firsts), LONGEST), -1)
    keys[:, :size] = stems[firsts[:, None] + np.arange(size)]
    return keys, firsts, counts


def _choose(candidates: NDArray[np.int64], n: int) -> list[int]:
    """The first ``n`` rows that do not share half of the words of the shorter phrase with an earlier one."""
    chosen: list[tuple[int, frozenset[int]]] = []
    for row, key in enumerate(candidates.tolist()):
        if len(chosen) == n:
            break
        stems = frozenset(key) - {-1}
        if all(2 * len(stems & other) < min(len(stems), len(other)) for _, other in chosen):
            chosen.append((row, stems))
    return [row for row, _ in chosen]


def _show(passages: Sequence[Passage], words: Words, key: NDArray[np.int64], score: float) -> KeyPhrase:
    """The phrase in its commonest form, of the forms with the fewest letters attached, at its first place."""
    size = int((key >= 0).sum())
    starts = np.arange(len(words.stems) - size + 1)
    places = starts[(words.stems[starts[:, None] + np.arange(size)] == key[:size]).all(axis=1)].tolist()
    least = min(words.n_attached[place] for place in places)
    clean = [place for place in places if words.n_attached[place] == least]
    shown = [_cut(passages, words, place, place + size - 1) for place in clean]
    forms = Counter(text for text, _ in shown)
    text, span = max(shown, key=lambda part: forms[part[0]])
    return KeyPhrase(text, span, score, len(places))


def _cut(passages: Sequence[Passage], words: Words, first: int, last: int) -> tuple[str, Span]:
    """The words from first to last without attached particles, and their place in the page."""
    passage = passages[words.passages[first]]
    start, end, n_attached = words.starts[first], words.ends[last], words.n_attached[first]
    if 0 < n_attached < _INSEPARABLE:
        start = next(islice(_SHOWN.finditer(passage.text, start), n_attached, None)).start()
    return passage.text[start:end], Span(passage.span.start + start, passage.span.start + end)
