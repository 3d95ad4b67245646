// Requests to the service's API; used by every view. While the service does not answer, requests are repeated
// until it does; if it needs a key, the reader is asked for one.
import { askForKey, readKey } from "./key.js";
import { waitForService } from "./outage.js";

/** An error that the service answered with; `problem` is its RFC 9457 body. */
export class Refusal extends Error {
  constructor(problem) {
    super(problem.detail ?? problem.title ?? problem.type);
    this.problem = problem;
    this.kind = String(problem.type ?? "").split("/").pop();
  }
}

/** The JSON that the service answers, or null for an empty answer; a file as a Blob. Throws `Refusal`, or an AbortError. */
export async function request(path, { method = "GET", body, signal } = {}) {
  for (let attempt = 0; ; attempt++) {
    const reply = await send(path, { method, body, signal });
    if (!reply || (reply.status === 503 && attempt < 20)) {
      await waitForService(Number(reply?.headers.get("Retry-After") ?? 0), signal);
    } else if (reply.status === 401 && (await askForKey())) {
      continue;
    } else {
      return readReply(reply);
    }
  }
}

/** The headers of every request. */
export function makeHeaders(more = {}) {
  const key = readKey();
  return key ? { ...more, Authorization: `Bearer ${key}` } : more;
}

/** The problem in the body of an answer. */
export function parseProblem(text, status) {
  try {
    return JSON.parse(text);
  } catch {
    return { type: "/problems/unknown", status, title: `HTTP ${status}` }; // A proxy in between answered.
  }
}

/** The reply, or null if there was no answer. */
async function send(path, { method, body, signal }) {
  const headers = makeHeaders(body === undefined ? {} : { "Content-Type": "application/json" });
  try {
    return await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return null;
  }
}

async function readReply(reply) {
  if (reply.ok && reply.headers.get("Content-Type")?.endsWith("document")) return reply.blob();
  const text = await reply.text();
  if (!reply.ok) throw new Refusal(parseProblem(text, reply.status));
  return text ? JSON.parse(text) : null;
}
