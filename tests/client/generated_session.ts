// A summary and a job by the types that openapi-typescript generates; ADDRESS is replaced by the test.
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

const client = createClient<paths>({ baseUrl: "ADDRESS" });
const text =
  "افتتحت بلدة الصنوبر، السبت، مكتبتها العامة الأولى. وقالت مديرة المكتبة إن الدخول مجاني للجميع.";

function check(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

const { data, error } = await client.POST("/v1/summaries", { body: { text, sentences: 1 } });
check(data && !Array.isArray(data) && "articles" in data, `no summary: ${JSON.stringify(error)}`);
const sentence = data.articles[0]?.summary.sentences[0];
check(sentence && text.slice(sentence.span.start, sentence.span.end) === sentence.text, "another sentence");

const dump = [1, 2, 3].map((id) => JSON.stringify({ id: `d${id}`, text }) + "\n").join("");
const sent = await client.POST("/v1/jobs", {
  params: { query: { kind: "dedup" } },
  body: dump,
  bodySerializer: (body) => body,
  headers: { "Content-Type": "application/x-ndjson" },
});
check(sent.data, `no job: ${JSON.stringify(sent.error)}`);
let job: components["schemas"]["Job"] = sent.data;
while (job.state === "queued" || job.state === "running") {
  await new Promise((done) => setTimeout(done, 200));
  const found = await client.GET("/v1/jobs/{name}", { params: { path: { name: job.id } } });
  check(found.data, "the job is gone");
  job = found.data;
}
check(job.state === "done" && job.counts?.removed === 2, `wrong end: ${JSON.stringify(job)}`);
