// The command line in a test: what it is given in place of a terminal, and what it has written.
import { Writable } from "node:stream";
import { run } from "../../cli/run.ts";
import type { Surroundings, Terminal } from "../../cli/surroundings.ts";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import type { Keys } from "./local-aws.ts";
import type { TestService } from "./service.ts";
import { whileTimePasses } from "./while-time-passes.ts";

export type Ran = { readonly code: number; readonly out: string; readonly err: string };

export type Typing = {
  /** As wide as this, and a terminal; a pipe unless said. */
  readonly columns?: number;
  /** What the person answers; nobody is there unless said. */
  readonly answers?: readonly string[];
  readonly input?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly keys?: Keys;
  /** Ctrl-C. */
  readonly interrupted?: AbortSignal;
};

let count = 0;

/** Words as a shell has taken them apart; waiting moves the local AWS's clock. */
export async function responder(
  service: Pick<TestService, "endpoint" | "now" | "advance">,
  words: readonly string[],
  typing: Typing = {},
): Promise<Ran & { readonly files: ReadonlyMap<string, string | Uint8Array> }> {
  const out = paper(typing.columns);
  const err = paper(typing.columns);
  const answers = [...(typing.answers ?? [])];
  const files = new Map<string, string | Uint8Array>(Object.entries(typing.files ?? {}));
  const { accessKeyId, secretAccessKey, sessionToken } = typing.keys ?? ADMIN_KEY_AS_KEYS;
  const surroundings: Surroundings = {
    env: {
      AWS_ENDPOINT_URL: service.endpoint,
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
      ...typing.env,
    },
    out: out.stream,
    err: err.stream,
    folder: "/",
    readInput: async () => typing.input ?? "",
    async readFile(path) {
      const text = files.get(path);
      if (typeof text === "string") return text;
      throw Object.assign(new Error(`no such file: ${path}`), { code: "ENOENT" });
    },
    async writeFile(path, text) {
      if (files.has(path)) throw Object.assign(new Error(`${path} is there`), { code: "EEXIST" });
      files.set(path, text);
    },
    ...(typing.answers ? { askPerson: async () => answers.shift() ?? "" } : {}),
    now: service.now,
    sleep: (ms) => service.advance(ms / 1000),
    unique: () => `test${count++}`,
    interrupted: () => typing.interrupted ?? new AbortController().signal,
  };
  const code = await whileTimePasses(service, run(words, surroundings));
  return { code, out: out.text(), err: err.text(), files };
}

const ADMIN_KEY_AS_KEYS: Keys = ADMIN_KEY;

function paper(columns: number | undefined): { readonly stream: Terminal; text(): string } {
  const parts: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      parts.push(String(chunk));
      done();
    },
  });
  const seen = columns === undefined ? stream : Object.assign(stream, { isTTY: true, columns });
  return { stream: seen, text: () => parts.join("") };
}
