"""What the first summary imports: nobody waits for scikit-learn, scipy or NLTK to read one article."""

import subprocess
import sys

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
