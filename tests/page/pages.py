"""Small pages for the tests of single stages: lines as input, the result of a stage as output."""

from summarizer.page.articles.labels import label
from summarizer.page.lines.forms import describe_lines
from summarizer.page.lines.repeats import find_previous, find_repeats
from summarizer.page.records import Label, Line, Reading, Region
from summarizer.page.regions.walk import divide
from summarizer.text.sentences.segmenting import find_blocks

PARAGRAPHS = [
    "افتتح وزير الثقافة أمس متحفا جديدا في المدينة القديمة يضم أكثر من ألف قطعة نادرة جمعت خلال عشرين عاما.",
    "وقال الوزير في كلمته إن المتحف سيفتح أبوابه للزوار مجانا في الشهر الأول من افتتاحه تشجيعا للعائلات.",
    "ويضم المبنى قاعة للمحاضرات ومكتبة للأطفال ومقهى يطل على النهر وحديقة واسعة خلف السور الشمالي.",
]
TITLE = "وزير الثقافة يفتتح متحفا جديدا في المدينة"


def read(*lines: str) -> tuple[Line, ...]:
    """The lines of a page with their forms."""
    return describe_lines(find_blocks("\n".join(lines)))


def place(*lines: str) -> list[Region]:
    """The region of each line that is not blank."""
    described = read(*lines)
    return list(divide(described, find_repeats(described)))


def name(*lines: str) -> list[Label]:
    """The label of each line that is not blank."""
    described = read(*lines)
    repeats = find_repeats(described)
    return list(label(Reading(described, repeats, find_previous(repeats), divide(described, repeats))))
