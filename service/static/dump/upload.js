// Upload: a dump is sent as it is on the disk, with progress. By XMLHttpRequest, as fetch does not report how much
// it has sent.
import { makeHeaders, parseProblem, Refusal } from "../service/requests.js";
import { refuse } from "../service/errors.js";
import { askForKey } from "../service/key.js";

const ENCODINGS = { gz: "gzip", zst: "zstd" };
// What is neither has one JSON object a line.
const FORMS = [[/\.(csv|tsv)(\.(gz|zst))?$/i, "text/csv"], [/\.parquet(\.(gz|zst))?$/i, "application/vnd.apache.parquet"]];

/** The job that the service made of a file; `onProgress` gets the share sent, 0 to 1. */
export async function upload(file, settings, onProgress, signal) {
  const reply = await send(file, settings, onProgress, signal);
  if (reply.status === 401 && (await askForKey())) return upload(file, settings, onProgress, signal);
  if (reply.status >= 400) throw new Refusal(parseProblem(reply.responseText, reply.status));
  return JSON.parse(reply.responseText);
}

function send(file, settings, onProgress, signal) {
  const request = new XMLHttpRequest();
  request.open("POST", `/v1/jobs?${new URLSearchParams(settings)}`);
  const encoding = ENCODINGS[file.name.split(".").pop()];
  const headers = { "Content-Type": FORMS.find(([ending]) => ending.test(file.name))?.[1] ?? "application/x-ndjson", ...(encoding ? { "Content-Encoding": encoding } : {}) };
  for (const [name, value] of Object.entries(makeHeaders(headers))) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) onProgress(event.loaded / event.total); });
  signal.addEventListener("abort", () => request.abort(), { once: true });
  return new Promise((resolve, reject) => {
    request.addEventListener("load", () => resolve(request));
    // If the service refuses a dump before it has read it all, the browser may see a broken connection only.
    request.addEventListener("error", () => reject(refuse("error.upload")));
    request.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
    request.send(file);
  });
}
