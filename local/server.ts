// What the two servers of this machine share: their options, what they print, and how they end.
import { parseArgs } from "node:util";
import { ADMIN_KEY } from "../mock-aws/bootstrap.ts";
import { HOME_ACCOUNT, HOME_REGION } from "../mock-aws/world.ts";

/** Options of the form `--port 4566`; each has a default. `--json` is always there. */
export type Ports = Readonly<Record<string, number>>;

export class UsageError extends Error {
  override readonly name = "UsageError";
}

export type Options<P extends Ports> = {
  readonly ports: P;
  readonly json: boolean;
  /** Those of the `flags` that were given. */
  readonly flags: ReadonlySet<string>;
};

/** The ports, the flags and whether JSON is wanted. Throws UsageError, naming what was wrong. */
export function readOptions<P extends Ports>(
  args: readonly string[],
  defaults: P,
  flags: readonly string[] = [],
): Options<P> {
  const names = Object.keys(defaults);
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  const switches = Object.fromEntries([...flags, "json"].map((name) => [name, { type: "boolean" as const }]));
  const { values } = parse([...args], { ...options, ...switches });
  const ports = Object.fromEntries(names.map((name) => [name, readPort(name, values[name], defaults[name] ?? 0)]));
  const given = new Set(flags.filter((name) => values[name] === true));
  return { ports: ports as P, json: values["json"] === true, flags: given };
}

function parse(args: string[], options: NonNullable<Parameters<typeof parseArgs>[0]>["options"]) {
  try {
    return parseArgs({ args, options: options ?? {} });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readPort(name: string, text: unknown, fallback: number): number {
  if (text === undefined) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError(`--${name} takes a port from 0 to 65535 (0: any that is free), not "${String(text)}".`);
}

export type Started = {
  readonly endpoint: string;
  readonly page: string | null;
  /** What else a person should know: a member of the JSON, comments for a shell. */
  readonly told?: Told;
};

export type Told = { readonly name: string; readonly value: unknown; readonly lines: readonly string[] };

/** `export` lines for a shell, or one line of JSON for a program. */
function announcement({ endpoint, page, told }: Started, json: boolean): string {
  const { accessKeyId, secretAccessKey } = ADMIN_KEY;
  if (json) {
    const known = { endpoint, accessKeyId, secretAccessKey, account: HOME_ACCOUNT, region: HOME_REGION, page };
    return `${JSON.stringify({ ...known, ...(told ? { [told.name]: told.value } : {}) })}\n`;
  }
  const lines = [
    `export AWS_ENDPOINT_URL=${endpoint}`,
    `export AWS_ACCESS_KEY_ID=${accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
    `export AWS_DEFAULT_REGION=${HOME_REGION}`,
    `export RESPONDER_CLOCK_URL=${endpoint}/_mock/clock`,
    ...(page === null ? [] : [`export RESPONDER_PAGE_URL=${page}`]),
    ...(told?.lines ?? []).map((line) => `# ${line}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** Starts a server, says where it is, and ends with the process's signals: 0 when asked to, 2 for wrong options, 1 else. */
export async function runServer(
  usage: string,
  start: () => Promise<Started & { readonly json: boolean; close(): Promise<void> }>,
): Promise<void> {
  try {
    const server = await start();
    process.stdout.write(announcement(server, server.json));
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => void server.close().then(() => process.exit(0)));
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    const hint = isTaken ? " Choose another port; 0 takes any that is free." : "";
    process.stderr.write(`${message}${hint}\n${error instanceof UsageError ? `${usage}\n` : ""}`);
    process.exit(error instanceof UsageError ? 2 : 1);
  }
}
