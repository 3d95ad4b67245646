"""The page in a browser: how soon it shows a move of the slider, and how smoothly a long list scrolls.

    python -m benchmarks.service.browser [--out FILE]     # starts the service itself, on a free port

Milliseconds from a move of the slider to the next painted frame, for an article of 3,000 words; and between
frames while a list of more than 10,000 clusters scrolls.
"""

import platform
import shutil
import statistics

from playwright.sync_api import Page, sync_playwright

from benchmarks.command_line import make_parser, show
from tests.service.servers import serving
from tests.web.jobs import run_job
from tests.web.test_many import make_dump

_WORDS = 3000
_SENTENCE = (
    "وقالت مديرة المكتبة رقم {n} إن الرفوف تضم {n} كتاباً تبرع بها القراء، "
    "وإن الدخول إليها مجاني للجميع كل يوم."
)
# From the event to a task after the frame that shows it: the usual way to time a paint in a script.
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


# All of it in ten seconds: two screens a frame, faster than a person. Timing starts with the first frames.
_SCROLL = """
async n => {
  const box = document.querySelector("#clusters .window");
  const step = (box.scrollHeight - box.clientHeight) / n;
  const times = [];
  let before = await new Promise(requestAnimationFrame);
  for (let frame = 1; frame <= n; frame++) {
    box.scrollTop = frame * step;
    const now = await new Promise(requestAnimationFrame);
    times.push(now - before);
    before = now;
  }
  return times.slice(2);
}
"""
_FRAMES = 600


def make_article() -> str:
    """An article of 3,000 words in paragraphs of four sentences."""
    n_sentences = _WORDS // len(_SENTENCE.split())
    sentences = [_SENTENCE.format(n=n + 10) for n in range(n_sentences)]
    paragraphs = [" ".join(sentences[row : row + 4]) for row in range(0, n_sentences, 4)]
    return "افتتاح مكتبات في البلدة\n\n" + "\n\n".join(paragraphs)


def measure() -> dict[str, object]:
    """Both, in a real browser with a real service."""
    with serving(KHULASA_SERVE_WORKER="true") as running, sync_playwright() as playwright:
        address = f"http://127.0.0.1:{running.port}"
        job = run_job(address, make_dump(), "kind=dedup")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(locale="ar")
        page.set_default_timeout(120_000)
        slider = _slide(page, address)
        scrolling = _scroll(page, f"{address}/#dump?job={job}")
        version = browser.version
        browser.close()
    return {**slider, "scrolling": scrolling, "chromium": version, "machine": platform.machine()}


def _slide(page: Page, address: str) -> dict[str, object]:
    """Every length, forwards and back."""
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    page.fill("#read-text", make_article())
    page.click("#read-form .primary")
    page.wait_for_selector("#found")
    last = int(page.get_attribute("#length", "max") or 1)
    lengths = [*range(1, last + 1, 2), *range(last, 0, -3), last, 1, last, 1]
    times = [page.evaluate(_MOVE, length) for length in lengths]
    handled, painted = ([row[column] for row in times] for column in (0, 1))
    return {
        "words": len(make_article().split()),
        "sentences": last,
        "moves": len(times),
        "milliseconds_handled": _describe(handled),
        "milliseconds_to_paint": _describe(painted),
    }


def _scroll(page: Page, address: str) -> dict[str, object]:
    """From the first cluster to the last."""
    page.goto(address)
    page.wait_for_selector("#clusters .window-row")
    size = page.locator("#clusters .window-row").first.get_attribute("aria-setsize")
    times = page.evaluate(_SCROLL, _FRAMES)
    return {"clusters": int(size or 0), "frames": len(times), "milliseconds_between_frames": _describe(times)}


def _describe(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "median": round(statistics.median(ordered), 2),
        "p95": round(ordered[int(len(ordered) * 0.95)], 2),
        "worst": round(ordered[-1], 2),
    }


if __name__ == "__main__":
    show(measure(), make_parser(__doc__).parse_args().out)
