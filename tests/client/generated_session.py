"""A summary and a job by the client that openapi-python-client generates; run where that client is.

``python generated_session.py ADDRESS``. It imports nothing of this repository.
"""

import io
import sys
import time

from generated import Client
from generated.api.api import create_summaries
from generated.api.jobs import create_job, show_job, show_result
from generated.models import CreateJobKind, Job, JobState, Problem, SummaryReply, SummaryRequest
from generated.types import File

TEXT = "افتتحت بلدة الصنوبر، السبت، مكتبتها العامة الأولى. وقالت مديرة المكتبة إن الدخول مجاني للجميع."
DUMP = "".join(f'{{"id": "d{number}", "text": "{TEXT}"}}\n' for number in range(4))


def run(url: str) -> None:
    """Each call has a typed answer; a refusal is a problem."""
    client = Client(base_url=url)
    reply = create_summaries.sync(client=client, body=SummaryRequest(text=TEXT, sentences=1))
    assert isinstance(reply, SummaryReply)
    (sentence,) = reply.articles[0].summary.sentences
    assert TEXT[sentence.span.start : sentence.span.end] == sentence.text
    assert isinstance(
        create_summaries.sync(client=client, body=SummaryRequest(text=TEXT, sentences=0)), Problem
    )

    body = File(io.BytesIO(DUMP.encode()))
    job = create_job.sync(client=client, body=body, kind=CreateJobKind.DEDUP)
    while isinstance(job, Job) and job.state in (JobState.QUEUED, JobState.RUNNING):
        time.sleep(0.2)
        job = show_job.sync(job.id, client=client)
    assert isinstance(job, Job)
    assert job.state == JobState.DONE
    assert job.counts is not None
    assert job.counts.removed == 3
    kept = show_result.sync_detailed(job.id, "kept.jsonl", client=client)
    assert kept.content.decode().count("\n") == 1


if __name__ == "__main__":
    run(sys.argv[1])
