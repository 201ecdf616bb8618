// The page at its port under requests that no browser would send.
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PageServer, servePage } from "../../client/serve-page.ts";
import type { Responder } from "../../lambda/answers.ts";
import { answerTo } from "../support/raw-request.ts";

let page: PageServer;
let port: number;
beforeAll(async () => {
  const nobody = () => Promise.reject(new Error("Nobody is asked."));
  const responder: Responder = { ask: nobody, prove: nobody };
  page = await servePage({ responder: () => responder, port: 0, isOpen: true, patienceMs: 400 });
  port = Number(new URL(page.url).port);
});
afterAll(() => page?.close());

const HEAD = "Host: 127.0.0.1\r\nConnection: close\r\n";
const post = (body: string, more = "", path = "/contain") =>
  `POST ${path} HTTP/1.1\r\n${HEAD}${more}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

test.each([
  ["a host that is none", "GET / HTTP/1.1\r\nHost: [::1\r\nConnection: close\r\n\r\n", 400],
  ["another host", "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 403],
  ["a path that is not encoded as paths are", `GET /nowhere/%E0%A4%A HTTP/1.1\r\n${HEAD}\r\n`, 404],
  ["a path out of the folder", `GET /../../etc/passwd HTTP/1.1\r\n${HEAD}\r\n`, 404],
  ["a header of 100 KB", `GET / HTTP/1.1\r\n${HEAD}X-A: ${"a".repeat(100_000)}\r\n\r\n`, 431],
  ["a length of 100 GB", post("abc").replace(/Length: \d+/, "Length: 99999999999"), 413],
  ["a form of 2 MB", post("a".repeat(2_000_000), FORM), 413],
  ["2 MB to the API", post("a".repeat(2_000_000), FORM, "/api/incidents"), 413],
  ["two lengths", post("abc", "Content-Length: 5\r\n"), 400],
  ["a form without the page's token", post("a=b", FORM), 403],
  ["a form that is none", post("--x\r\n", "Content-Type: multipart/form-data; boundary=x\r\n"), 400],
  ["headers without an end", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n", 408],
  ["a form without an end", post("abc", FORM).replace(/Length: \d+/, "Length: 100"), 408],
])("%s is answered with its status, and the next request is served", async (_what, request, status) => {
  expect(await answerTo(port, request)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(await answerTo(port, `GET /style.css HTTP/1.1\r\n${HEAD}\r\n`)).toMatch(/^HTTP\/1\.1 /);
});

test("what is too large is told as such, to programs as JSON", async () => {
  const answer = await answerTo(port, post("a".repeat(2_000_000), FORM, "/api/incidents"));
  expect(answer).toContain('{"error":"That is too large.');
});

test("whoever is slow keeps nobody from ending it", async () => {
  const other = await servePage({ responder: () => Object.create(null), port: 0, isOpen: true });
  const socket = connect(Number(new URL(other.url).port), "127.0.0.1");
  const ended = new Promise((resolve) => socket.on("close", resolve));
  socket.on("error", () => undefined);
  socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n");
  await new Promise((resolve) => socket.on("connect", resolve));
  await other.close();
  await ended;
});
