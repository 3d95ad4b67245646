"""The commands over pages: parse, summarize, phrases. Used by `main`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from summarizer.command.dump_options import require_output, take_dump_options
from summarizer.command.files import choose_files, process_files, take_encoding, take_files
from summarizer.command.furniture_command import take_furniture
from summarizer.command.output import measure_terminal, refuse, take_format
from summarizer.errors import SettingsError
from summarizer.records.mode import Mode

if TYPE_CHECKING:
    from summarizer.page.furniture import Furniture


@click.command("parse")
@take_files
@click.option(
    "--explain", is_flag=True, help="Show for each line what spoke for its label, and what against."
)
@take_furniture
@take_encoding
@take_format
def parse_command(
    files: tuple[str, ...], encoding: str | None, shape: str, *, explain: bool, furniture: "Furniture | None"
) -> int:
    """Find the articles of raw pages, and list every removed line with the reason.

    FILES are pages as text in UTF-8, or as HTML in any encoding; - or none reads standard input.

    \b
    khulasa parse page.txt
    khulasa parse page.html
    khulasa parse page.txt --explain
    """
    from summarizer.command.layout.explanations import lay_out_explanations
    from summarizer.command.layout.page import lay_out_page
    from summarizer.explaining import explain_lines
    from summarizer.parsing import read_page

    def work(text: str) -> str | dict[str, Any]:
        read = read_page(text, furniture=furniture)
        page, explained = read.page, explain_lines(read) if explain else ()
        shown = text if page.text is None else page.text
        if shape != "text":
            return asdict(page) | ({"lines": [asdict(line) for line in explained]} if explain else {})
        parts = [lay_out_page(shown, page, measure_terminal())]
        parts += [lay_out_explanations(shown, explained, measure_terminal())] if explain else []
        return "\n\n".join(parts)

    return process_files(files, shape, work, encoding)


@click.command("summarize")
@take_files
@click.option("--sentences", type=int, help="How many sentences; 3 if no budget is given.")
@click.option("--words", type=int, help="How many words at most.")
@click.option("--ratio", type=float, help="At most this share of the article's words: above 0, up to 1.")
@click.option(
    "--mode",
    type=click.Choice([mode.value for mode in Mode]),
    default=Mode.AUTO.value,
    show_default=True,
    help="news prefers opening sentences, content uses only the words; auto decides by the text.",
)
@click.option("--focus", help="Words or a question: use only sentences about it.")
@click.option("--explain", is_flag=True, help="Show why each sentence was chosen; JSON always does.")
@take_furniture
@take_encoding
@take_format
@take_dump_options
@click.pass_context
def summarize_command(
    context: click.Context, /, files: tuple[str, ...], shape: str, output: str | None, **chosen: Any
) -> int:
    """Summarize every article of raw pages by its own sentences, word for word.

    FILES are pages as text in UTF-8, or as HTML in any encoding; - or none reads standard input. Give at most
    one of --sentences, --words and --ratio.

    With -o FOLDER they are dumps of any size, as for khulasa dedup; summaries.jsonl has a line per record.

    \b
    khulasa summarize page.txt --sentences 2
    khulasa summarize dump/*.jsonl.gz -o summaries
    """
    from summarizer.command.layout.page import lay_out_summary
    from summarizer.records import SummarySettings
    from summarizer.summarizing import summarize_page

    own = ("sentences", "words", "ratio", "mode", "focus")
    explain, encoding, furniture = (chosen.pop(name) for name in ("explain", "encoding", "furniture"))
    try:
        settings = SummarySettings(**{name: chosen.pop(name) for name in own})
        if output is not None:
            if encoding is not None:
                raise click.UsageError("--encoding is for pages: the files of a dump are in UTF-8.", context)
            from summarizer.command.dump_commands import summarize_files
            from summarizer.dumps.records import DumpSettings

            return summarize_files(
                choose_files(files), output, settings, DumpSettings(furniture=furniture, **chosen)
            )
    except SettingsError as error:
        return refuse(error)
    require_output(context, (*own, "explain", "encoding", "files", "shape", "furniture"))

    def work(text: str) -> str | dict[str, Any]:
        page = summarize_page(text, settings, furniture=furniture)
        if shape == "text":
            return lay_out_summary(page, measure_terminal(), explain=explain)
        from summarizer.records.replies import make_summary_reply

        return asdict(make_summary_reply(page))

    return process_files(files, shape, work, encoding)


@click.command("phrases")
@take_files
@click.option("--count", type=click.IntRange(1), default=10, show_default=True, help="How many per article.")
@take_furniture
@take_encoding
@take_format
def phrases_command(
    files: tuple[str, ...], shape: str, count: int, encoding: str | None, *, furniture: "Furniture | None"
) -> int:
    """Find the key phrases of every article of raw pages, the best first.

    FILES are pages as text in UTF-8, or as HTML in any encoding; - or none reads standard input.

    \b
    khulasa phrases page.txt --count 5
    """
    from summarizer.command.layout.page import lay_out_phrases
    from summarizer.key_phrases import find_key_phrases
    from summarizer.parsing import parse as parse_page

    def work(text: str) -> str | dict[str, Any]:
        page = parse_page(text, furniture=furniture)
        articles = [(article, find_key_phrases(article, count)) for article in page.articles]
        if shape == "text":
            return lay_out_phrases(articles, measure_terminal(), page.no_article)
        listed = [
            {"title": article.title and asdict(article.title), "phrases": [asdict(row) for row in found]}
            for article, found in articles
        ]
        return {"articles": listed, "no_article": page.no_article}

    return process_files(files, shape, work, encoding)
