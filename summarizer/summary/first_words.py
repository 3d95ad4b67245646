"""The first word of a sentence: does it announce news or go on from another sentence? Used by `measures`."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.text.form_cache import N_FORMS
from summarizer.text.sentences.continuations import REPORTING, WAW_WORDS
from summarizer.text.tokenizing import tokenize

# Verbs that news opens with, besides verbs of saying: what happened, was decided, was found.
_HAPPENING = frozenset(
    tokenize(
        """
        أعلن أعلنت كشف كشفت ذكر ذكرت أفاد أفادت أشار أشارت حذر حذرت دعا دعت طالب طالبت قرر قررت وافق
        وافقت رفض رفضت نفى نفت اتهم اتهمت أمر أمرت وصل وصلت قتل قتلت أصيب أصيبت اعتقل اعتقلت ألقى ألقت
        أطلق أطلقت فاز فازت توفي توفيت تعهد تعهدت بدأ بدأت أدان أدانت شن شنت يعتزم تعتزم يواجه تواجه
        أصدر أصدرت أقر أقرت استقال استقالت لقي لقيت حكم حكمت قضى قضت أظهر أظهرت خلص خلصت توصل توصلت
        تمكن تمكنت وقع وقعت انتقد انتقدت التقى التقت بحث بحثت عاد عادت غادر غادرت هاجم هاجمت حصل حصلت
        حصد حصدت حقق حققت سجل سجلت يسعى تسعى افتتح افتتحت دشن دشنت عين عينت ضبط ضبطت أوقف أوقفت أغلق
        أغلقت انتخب انتخبت اختار اختارت أفرج أفرجت أنقذ أنقذت ارتفع ارتفعت انخفض انخفضت تراجع تراجعت
        هبط هبطت صعد صعدت أجل أجلت ألغى ألغت استقبل استقبلت انطلق انطلقت شهد شهدت تسلم تسلمت خفض خفضت
        رفع رفعت منع منعت حظر حظرت توج توجت أحبط أحبطت اندلع اندلعت انفجر انفجرت ضرب ضربت
        """
    )
)
# Words that refer or connect to what was said before.
_JOINING = frozenset(
    tokenize(
        """
        لكن ولكن لكنه لكنها كما أما بيد غير فيما بينما حيث ثم إذ إلا لذلك كذلك أيضا هذا هذه ذلك تلك هو هي هم
        إنه إنها أنه أنها جاء فقد لقد قد
        """
    )
)


def read_first_words(first_words: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Whether each sentence announces, and whether it goes on from another: 0 or 1, by its first word.

    first_words  (n_sentences,)  as written, "" where a sentence has none
    """
    read = np.array([_read_first_word(form) for form in first_words], dtype=np.float64).reshape(-1, 2)
    return read[:, 0], read[:, 1]


@lru_cache(N_FORMS)
def _read_first_word(form: str) -> tuple[bool, bool]:
    word = next(iter(tokenize(form)), "")
    has_and = word.startswith("و") and len(word) > 3 and word not in WAW_WORDS
    announces = word in REPORTING or word in _HAPPENING
    return announces, has_and or word in _JOINING
