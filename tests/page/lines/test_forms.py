"""The form of a line, judged by the line alone."""

import pytest
from hypothesis import given

from summarizer.page.lines.forms import describe_lines, find_form
from summarizer.page.records import Form
from summarizer.records import RemovedKind
from summarizer.text.normalizing import normalize
from summarizer.text.sentences.segmenting import find_blocks
from tests.page.pages import PARAGRAPHS, read
from tests.strategies import ARABIC_TEXT


def form_of(line: str) -> Form | RemovedKind:
    """The form of a page of one line."""
    return read(line)[0].form


@pytest.mark.parametrize(
    ("line", "form"),
    [
        (PARAGRAPHS[0], Form.PARAGRAPH),
        ("أما المدينة فنائمة.", Form.PARAGRAPH),
        ("افتتح وزير الثقافة أمس متحفا جديدا يضم أكثر من ألف قطعة", Form.OPEN),
        ("حكاية البيت القديم", Form.SHORT),
        ("المطر", Form.WORD),
        ("من يدفع كلفة الترميم؟", Form.QUESTION),
        ("- قاعة للمحاضرات", Form.ITEM),
        ("3. مكتبة للأطفال", Form.ITEM),
        ("1975 - افتتاح الجسر الأول", Form.ITEM),
        ("«الضفاف» (وادي السدر)", Form.SOURCE),
        ("«الضفاف» (وادي السدر (الشمال))", Form.SOURCE),
        ("12,345", Form.NUMBER),
        ("21:40", Form.NUMBER),
    ],
)
def test_form_follows_length_end_and_opening(line: str, form: Form) -> None:
    """Paragraph, open line, short line, word, question, item, source, number."""
    assert form_of(line) is form


@pytest.mark.parametrize("line", ["[فاصل]", "(فاصل إعلاني)"])
def test_a_break_of_a_programme_is_an_advertisement(line: str) -> None:
    """A transcript of radio or television names it between two parts of the talk."""
    assert form_of(line) is RemovedKind.ADVERTISEMENT


def test_a_long_line_is_a_paragraph_and_is_not_folded() -> None:
    """A line longer than any notice is not looked up."""
    line = read(" ".join(PARAGRAPHS) + " شارك هذا الخبر")[0]
    assert (line.form, line.folded) == (Form.PARAGRAPH, "")


def test_joined_headlines_are_a_ticker() -> None:
    """Four headlines on one line, far apart, are not a paragraph."""
    line = "    ".join(["فوز الفريق بالكأس", "ارتفاع أسعار الخبز", "افتتاح الجسر الجديد", "عودة الدراسة غدا"])
    assert form_of(line) is RemovedKind.TICKER


@pytest.mark.parametrize("sign", ["|", "•", "-", "–", "*", "***", "..."])
def test_headlines_behind_a_label_are_a_ticker(sign: str) -> None:
    """Three and more; two may be a sentence with a dash."""
    headlines = ["أمطار على الساحل", "عودة القطار إلى الوادي", "معرض الكتاب يفتح أبوابه"]
    assert form_of(f"عاجل: {f' {sign} '.join(headlines)}") is RemovedKind.TICKER
    assert form_of(f"عاجل: {f' {sign} '.join(headlines[:2])}") is not RemovedKind.TICKER


def test_a_long_ticker_that_ends_badly_takes_no_time() -> None:
    """A pattern of repeated headlines took hours for this line, which is short enough to be looked up."""
    assert form_of(f"عاجل: {'اااااا * ' * 24}|") is not RemovedKind.TICKER


def test_lines_are_numbered_as_in_an_editor() -> None:
    """Blank lines count."""
    assert [line.number for line in read("", "أول", "", "", "ثان")] == [2, 5]


@given(ARABIC_TEXT)
def test_every_block_has_its_line(text: str) -> None:
    """One line for each block, in order, for any text."""
    blocks = find_blocks(text)
    assert tuple(line.block for line in describe_lines(blocks)) == blocks


@given(ARABIC_TEXT)
def test_form_survives_spelling(text: str) -> None:
    """Vowel marks and tatweel change no form, because they do not change the folded line."""
    for block in find_blocks(text):
        plain = " ".join(normalize(block.text).split())
        assert find_form(plain) is find_form(" ".join(normalize(f"{block.text}\u0640\u064e").split()))
