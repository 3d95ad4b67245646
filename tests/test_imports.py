"""What the first summary imports: nobody waits for scikit-learn, scipy or NLTK to read one article."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

FIRST_SUMMARY = """
import sys
import summarizer
summarizer.summarize("افتتح المرصد أبوابه للزوار. وحضر مئتا شخص من القرى المجاورة.")
print([name for name in ("nltk", "pyarrow", "scipy", "sklearn") if name in sys.modules])
"""


def test_the_first_summary_imports_no_heavy_package() -> None:
    """With them it took a second and 100 MB more."""
    done = subprocess.run([sys.executable, "-c", FIRST_SUMMARY], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_page_of_html_is_read_without_the_search_for_dates() -> None:
    """The lock of `make run` leaves dateparser out: htmldate imports it for a search that nobody asks for."""
    code = (
        "import sys\n"
        "from summarizer import parse_html\n"
        "page = open('samples/page.html', 'rb').read()\n"
        "assert parse_html(page).articles\n"
        "print([name for name in ('dateparser', 'pytz', 'regex', 'tzlocal') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("command", ["parse", "summarize", "phrases"])
def test_a_page_is_read_without_the_records_of_duplicates(command: str) -> None:
    """They take some ten milliseconds to make, at the start of every call."""
    code = (
        "import sys\n"
        "from summarizer.command.main import commands\n"
        f"commands.main(['{command}', 'samples/page.txt'], standalone_mode=False)\n"
        "print([name for name in ('summarizer.records.duplicates', 'summarizer.dumps.records') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"


def test_near_duplicates_are_found_without_what_reads_pages() -> None:
    """The story of pages takes a tenth of the imports of `khulasa dedup`."""
    code = (
        "import sys\n"
        "from summarizer.command.main import commands\n"
        "commands.main(['dedup', 'samples/dump.jsonl'], standalone_mode=False)\n"
        "print([name for name in ('summarizer.parsing', 'summarizer.records.summary', 'summarizer.records.explanations',"
        "'summarizer.records.markup', 'summarizer.duplicates.recurring_blocks', 'html') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"
