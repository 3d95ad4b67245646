"""The first view is light: page, style, scripts and fonts together."""

from playwright.sync_api import BrowserContext

LIMIT = 200_000


def test_the_first_view_takes_less_than_200_kb_over_the_wire(context: BrowserContext, address: str) -> None:
    """As the browser itself counts the bytes that came, heads and all."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    taken: list[float] = []
    session.send("Network.enable")
    fonts: list[str] = []
    page.on("response", lambda reply: fonts.append(reply.url) if reply.url.endswith(".woff2") else None)
    session.on("Network.loadingFinished", lambda event: taken.append(event["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    assert 30_000 < sum(taken) < LIMIT
    # The letters of the headings and the text, and figures and Latin beside them.
    assert len(fonts) >= 3, fonts
    assert page.evaluate("[...document.fonts].some(font => font.status === 'error')") is False
