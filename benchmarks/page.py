"""The page: milliseconds from the slider's input to the next frame painted, for an article of 3,000 words.

python -m benchmarks.page [--out FILE]; starts the service itself, on a free port.
"""

import argparse
import json
import platform
import shutil
import statistics
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.service.serving import serving

_WORDS = 3000
_SENTENCE = (
    "وقالت مديرة المكتبة رقم {n} إن الرفوف تضم {n} كتاباً تبرع بها القراء، "
    "وإن الدخول إليها مجاني للجميع كل يوم."
)
# From the event to a task after the frame that shows it: the usual way to see a paint from a script.
_MOVE = """
async n => {
  const slider = document.getElementById("length");
  const start = performance.now();
  slider.value = n;
  slider.dispatchEvent(new Event("input"));
  const handled = performance.now() - start;
  await new Promise(done => requestAnimationFrame(() => {
    const port = new MessageChannel();
    port.port1.onmessage = done;
    port.port2.postMessage(0);
  }));
  return [handled, performance.now() - start];
}
"""


def make_article() -> str:
    """An article of 3,000 words in paragraphs of four sentences."""
    n_sentences = _WORDS // len(_SENTENCE.split())
    sentences = [_SENTENCE.format(n=n + 10) for n in range(n_sentences)]
    paragraphs = [" ".join(sentences[row : row + 4]) for row in range(0, n_sentences, 4)]
    return "افتتاح مكتبات في البلدة\n\n" + "\n\n".join(paragraphs)


def measure() -> dict[str, object]:
    """Every length there and back, in a real browser."""
    with serving() as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(120_000)
        page.goto(f"http://127.0.0.1:{running.port}")
        page.wait_for_selector("html[data-ready]")
        page.fill("#read-text", make_article())
        page.click("#read-form .primary")
        page.wait_for_selector("#found")
        last = int(page.get_attribute("#length", "max") or 1)
        lengths = [*range(1, last + 1, 2), *range(last, 0, -3), last, 1, last, 1]
        times = [page.evaluate(_MOVE, length) for length in lengths]
        version = browser.version
        browser.close()
    handled, painted = (sorted(row[column] for row in times) for column in (0, 1))
    return {
        "words": len(make_article().split()),
        "sentences": last,
        "moves": len(times),
        "milliseconds_handled": _describe(handled),
        "milliseconds_to_paint": _describe(painted),
        "chromium": version,
        "machine": platform.machine(),
    }


def _describe(values: list[float]) -> dict[str, float]:
    return {
        "median": round(statistics.median(values), 2),
        "p95": round(values[int(len(values) * 0.95)], 2),
        "worst": round(values[-1], 2),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    out = parser.parse_args().out
    result = json.dumps(measure(), indent=2)
    print(result)
    if out:
        out.write_text(result + "\n", encoding="utf-8")
