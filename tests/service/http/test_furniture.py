"""Lines that sites repeat, as a setting of the service."""

from pathlib import Path

import pytest

from service.app import create_app
from service.settings import ServiceSettings
from summarizer.errors import SettingsError
from tests.page.pages import PARAGRAPHS, TITLE

NOTE = "هذه المادة من أرشيف الوادي وقد جمعها فريق التحرير في القرية القديمة."


def test_rows_of_the_setting_are_left_out_of_pages(tmp_path: Path) -> None:
    """A page, its summary and the other pages of a batch."""
    rows = tmp_path / "rows.toml"
    rows.write_text(f'[[row]]\nline = "{NOTE}"\n', encoding="utf-8")
    text = "\n".join([TITLE, *PARAGRAPHS, NOTE])
    for path, kept in ((None, True), (rows, False)):
        client = create_app(ServiceSettings(furniture=path, data=tmp_path)).test_client()
        page = client.post("/v1/pages", json={"text": text}).get_json()
        assert (NOTE in [part["text"] for part in page["articles"][0]["body"]]) == kept
        summary = client.post("/v1/summaries", json={"text": text, "sentences": 9}).get_json()
        assert (NOTE in [line["text"] for line in summary["articles"][0]["summary"]["sentences"]]) == kept


def test_a_wrong_file_stops_the_start(tmp_path: Path) -> None:
    """With the file and what was wanted."""
    with pytest.raises(SettingsError, match="wanted a file of rows"):
        create_app(ServiceSettings(furniture=tmp_path / "none.toml", data=tmp_path))
