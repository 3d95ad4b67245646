"""Every word of the interface is there in both languages, is used, and covers all that the service may say."""

import re
from pathlib import Path

import pytest

from service.http.pages.interface_words import LANGUAGES, read_interface_words
from service.wire.job_models import JobState
from service.wire.problems import KINDS
from summarizer.dumps import deduplicating, summarizing
from summarizer.dumps.records import RefusalKind
from summarizer.duplicates.measures import MEASURES as PAIR_MEASURES
from summarizer.records import Mode, NoArticle, Reason, RemovedKind
from summarizer.summary.measures import MEASURES

SERVICE = Path(__file__).parents[2] / "service"
SOURCES = [
    # The viewer at /docs/try has words of its own.
    *sorted(path for path in SERVICE.glob("static/**/*.js") if path.parent.name != "swagger-ui"),
    SERVICE / "templates/page.html",
    SERVICE / "templates/error.html",
    SERVICE / "routes/page.py",
]
TEXT = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
# What comes from the service, by the first part of its name.
SAID: dict[str, set[str]] = {
    "error": set(KINDS),
    "none": set(NoArticle),
    "removed": {*RemovedKind, "related"},
    "reason": set(Reason),
    "refusal": set(RefusalKind),
    "state": set(JobState),
    "phase": {*deduplicating.PHASES, *summarizing.PHASES},
    "mode": set(Mode),
    "measure": set(MEASURES),
    "pair": set(PAIR_MEASURES),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", SAID)
def test_all_that_the_service_may_say_has_words(lang: str, kind: str) -> None:
    """No reader meets a name of ours."""
    assert sorted(name for name in SAID[kind] if f"{kind}.{name}" not in read_interface_words(lang)) == []


def test_both_languages_have_the_same_words_with_the_same_values() -> None:
    """{n} and the like."""
    arabic, english = read_interface_words("ar"), read_interface_words("en")
    assert list(arabic) == list(english)
    for name, words in arabic.items():
        assert set(re.findall(r"\{\w+\}", words)) == set(re.findall(r"\{\w+\}", english[name])), name


def test_every_word_is_used_and_every_word_that_is_used_is_there() -> None:
    """By its name, or by a name that is put together."""
    words = read_interface_words("ar")
    put_together = set(re.findall(r"`([a-z]+)\.\$\{", TEXT) + re.findall(r"\"([a-z]+)\.\" ~", TEXT))
    unused = [name for name in words if not re.search(rf"[\"']{re.escape(name)}[\"']", TEXT)]
    assert [name for name in unused if name.split(".")[0] not in put_together] == []
    asked = re.findall(r"(?:\btranslate|\brefuse)\(\"([^\"]+)\"", TEXT) + re.findall(
        r"w\[[\"']([^\"']+)[\"']\]", TEXT
    )
    assert len(asked) > 100
    assert [name for name in asked if name not in words] == []
