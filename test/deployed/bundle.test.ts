// The very files that are uploaded, in a process of their own: they need nothing beside them, and do their work.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bundleSize, startingFiles } from "../../bench/cold/bundle-size.ts";
import { NOTIFY, RESPONDER } from "../../lambda/own-names.ts";
import { resolve } from "../../local/deploy/intrinsics.ts";
import { executionCredentials } from "../../mock-aws/lambda/execution-role.ts";
import { guardDutyEvent } from "../support/findings.ts";
import { leakSession, works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { startService, type TestService } from "../support/service.ts";
import {
  type Bundled,
  copyOf,
  type Invocation,
  invokeBundled,
  laterFiles,
  type Synthesized,
  sourcesOf,
  synthesizeBundles,
} from "./bundled.ts";

const HOME = "111122223333";
const CONFIG = { protectedPrincipals: ["arn:aws:iam::*:role/break-glass-*"] };

let service: TestService;
let synthesized: Synthesized;
let bundled: Bundled;
let early: Clients;
let earlyId: string;
beforeAll(async () => {
  synthesized = synthesizeBundles(CONFIG, HOME);
  bundled = synthesized.bundleOf(RESPONDER);
  service = await startService({ dynamodb: true, config: CONFIG, start: Date.now() }); // The process has no other clock.
  const { id } = await service.createRole("early");
  earlyId = id;
  early = await service.assume("early", "i-0123456789abcdef0"); // Stories move the clock: what begins after them is ahead of the process's.
});
afterAll(async () => {
  synthesized.remove();
  await service.close();
});

/** As Lambda would start it: the variables of the template, and those that it sets itself. */
async function invoke(event: unknown, which = bundled, spoil: readonly string[] = []): Promise<Invocation> {
  const role = { account: HOME, region: "us-east-1", name: RESPONDER, roleName: RESPONDER };
  const { accessKeyId, secretAccessKey, sessionToken } = executionCredentials(service.aws.world(), role);
  const { variables, file } = await variablesOf();
  const env = {
    ...variables,
    RESPONDER_CONFIG_FILE: join(which.folder, file), // In Lambda the bundle lies in /var/task.
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_ENDPOINT_URL: service.endpoint,
  };
  return invokeBundled(which, env, event, spoil);
}

async function variablesOf() {
  const ref = await service.ledgerTable();
  const Arn = `arn:aws:iam::${HOME}:role/${RESPONDER}`;
  const ids = Object.keys(bundled.template.Resources);
  const known = { pseudo: {}, made: new Map(ids.map((id) => [id, { ref, attributes: { Arn } }])) };
  const { Variables } = Object(resolve(bundled.properties["Environment"], known));
  const variables: Readonly<Record<string, string>> = Variables;
  return { variables, file: basename(variables["RESPONDER_CONFIG_FILE"] ?? "") };
}

test("is files with their source maps, and the configuration where the function looks for it", async () => {
  const { variables, file } = await variablesOf();
  const files = readdirSync(bundled.folder);
  const code = files.filter((name) => name.endsWith(".mjs"));
  expect(code).toContain("index.mjs");
  expect(files.sort()).toEqual([file, ...code, ...code.map((name) => `${name}.map`)].sort());
  expect(variables["RESPONDER_CONFIG_FILE"]).toBe(`/var/task/${file}`);
  expect(JSON.parse(readFileSync(join(bundled.folder, file), "utf8"))).toMatchObject(CONFIG);
});

test("has little to read before the first event", () => {
  const { start, whole } = bundleSize(bundled.folder);
  expect(start).toBeLessThanOrEqual(600_000);
  expect(whole).toBeLessThanOrEqual(1_300_000);
  expect(startingFiles(bundled.folder)).toHaveLength(2); // Each further one costs its own search and link.
});

test("answers a finding: the intruder is refused, and a person is told of the incident", async () => {
  const { stolen, event } = await leakSession(service);
  await works(stolen);
  expect(await invoke(event())).toMatchObject({ result: expect.anything() });
  await expect(works(stolen)).rejects.toMatchObject({ name: "AccessDenied" });
  const { result, log } = await invoke({ action: "incidents" });
  expect(result).toMatchObject({ incidents: [{ status: "contained", principal: { kind: "role", name: "app" } }] });
  expect(log).not.toContain(stolen.keys.secretAccessKey);
});

test("reads the configuration that was deployed with it", async () => {
  const leak = await leakSession(service, "break-glass-1");
  expect(await invoke(leak.event({ id: "another" }))).toMatchObject({ result: expect.anything() });
  expect((await service.incident()).status).toBe("awaiting-approval");
});

test("checks a configuration that was changed after it was made, and takes it where it is right", async () => {
  const copy = copyOf(bundled);
  try {
    const { event } = await leakSession(service, "by-hand-1");
    const changeTo = async (config: object) =>
      writeFileSync(join(copy.folder, (await variablesOf()).file), JSON.stringify(config));
    await changeTo({ protectedPrincipal: [] });
    const { error } = await invoke(event({ id: "by-hand" }), copy);
    expect(error?.message).toContain("protectedPrincipal: there is no such setting. Did you mean protectedPrincipals?");
    await changeTo({ protectedPrincipals: ["arn:aws:iam::*:role/by-hand-*"] });
    expect(await invoke(event({ id: "by-hand" }), copy)).toMatchObject({ result: { status: "awaiting-approval" } });
  } finally {
    copy.remove();
  }
});

test("has nothing of what brings messages to people: that is another function's", async () => {
  const ofChannels = /client-(sns|securityhub|secrets-manager)\/|standardwebhooks/;
  expect(allSourcesOf(bundled).filter((source) => ofChannels.test(source))).toEqual([]);
  const notify = synthesized.bundleOf(NOTIFY);
  const env = { RESPONDER_ACCOUNT: HOME, AWS_REGION: "us-east-1" };
  const { error } = await invokeBundled(notify, env, { channel: "pigeon" });
  expect(allSourcesOf(notify).filter((source) => ofChannels.test(source))).not.toEqual([]);
  expect(error?.message).toContain("The event is no message");
});

function allSourcesOf({ folder }: Bundled): readonly string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".mjs"));
  return files.flatMap((file) => sourcesOf(folder, file));
}

describe("what is loaded later", () => {
  let copy: ReturnType<typeof copyOf>;
  beforeEach(() => {
    copy = copyOf(bundled);
  });
  afterEach(() => copy.remove());

  test("is all there once the first event is answered: nothing after it waits for a file", async () => {
    const { event } = await leakSession(service, "warming");
    const later = laterFiles(copy);
    expect(later.length).toBeGreaterThan(10);
    const { result, missed } = await invoke(event({ id: "warming" }), copy, later);
    expect(result).toMatchObject({ status: "contained" });
    const ofConfig = later.filter((file) =>
      sourcesOf(copy.folder, file).some((one) => one.endsWith("lambda/config.ts")),
    );
    expect(ofConfig).toHaveLength(1);
    expect(missed.map((file) => basename(file))).toEqual(ofConfig); // Read before the first event, or never.
  });

  test("does not keep a session from being denied where it cannot be loaded, and that is no success", async () => {
    for (const file of laterFiles(copy)) rmSync(join(copy.folder, file));
    const { error, log } = await invoke(
      guardDutyEvent({ id: "early", userName: "early", principalId: `${earlyId}:i-0123456789abcdef0` }),
      copy,
    );
    await expect(works(early)).rejects.toMatchObject({ name: "AccessDenied" });
    expect(error?.message).toContain("Cannot find module");
    expect(log).toContain("not all of the function's code can be loaded");
  });
});

test("says of an error where it was thrown in the sources", async () => {
  const { error } = await invoke({ action: "dance" });
  expect(error?.name).toBe("BadInputError");
  const [, file = "", line] = /\((?:[^()]*\/)?(lambda\/[\w/-]+\.ts):(\d+):\d+\)/.exec(error?.stack ?? "") ?? [];
  const source = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8").split("\n");
  expect(source[Number(line) - 1]).toContain("new BadInputError(");
});
