// The command line against the deployed responder: what a person and a script see and do with it, over the wire.

import { stripVTControlCharacters } from "node:util";
import {
  CreateDetectorCommand,
  CreateSampleFindingsCommand,
  GuardDutyClient,
  ListFindingsCommand,
} from "@aws-sdk/client-guardduty";
import { CreateAccessKeyCommand, CreateUserCommand, GetRolePolicyCommand } from "@aws-sdk/client-iam";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import type { EntryBody } from "../../lambda/incident.ts";
import { attempt, wordsOf } from "../../local/attempt.ts";
import { guardDutyEvent } from "../support/findings.ts";
import { works } from "../support/leak.ts";
import { startService, type TestService } from "../support/service.ts";
import { responder, type Typing } from "../support/terminal.ts";

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const refusalOf = async (work: Promise<unknown>) => wordsOf(await attempt(work));
const type = (line: string, typing?: Typing) => responder(service, line.split(" "), typing);

const incidentForm = z.looseObject({
  id: z.string(),
  account: z.string(),
  principal: z.looseObject({ kind: z.string() }),
  status: z.enum(["awaiting-approval", "refused", "containing", "contained", "lifted", "failed"]),
  proof: z.enum(["none", "in-place", "effective", "proven", "unproven", "leaking"]),
  cutoff: z.iso.datetime(),
  openedAt: z.iso.datetime(),
  alerts: z.array(z.looseObject({ source: z.string() })).min(1),
  steps: z.array(z.looseObject({ type: z.string(), status: z.string() })),
  sessions: z.array(z.looseObject({ principal: z.looseObject({ kind: z.string() }) })),
  residual: z.array(z.looseObject({ section: z.string() })),
  entries: z.array(z.looseObject({ seq: z.int(), at: z.iso.datetime(), type: z.string() })),
});

test("a person plans, contains, proves, explains and lifts a leak by commands alone", async () => {
  await service.createRole("app");
  const thief = await service.assume("app", "intruder");
  await service.advance(10 * 60);

  const planned = await type("plan --role app --session intruder");
  expect(planned).toMatchObject({ code: 0, err: "" });
  expect(planned.out).toContain("the session intruder of the role app");
  expect(planned.out).toMatch(/Refuse every session of the role app/);
  expect(planned.out).toMatch(/shows 1 session opened[\s\S]*user\/admin/);
  expect(planned.out).toMatch(/What it will not stop\n {2}• Sessions of other roles/);
  expect((await type("incidents")).err).toContain("There is no incident.");

  const refused = await type("contain --role app", { answers: ["n"] });
  expect(refused).toMatchObject({ code: 3 });
  expect(refused.err).toContain("you said no");
  await works(thief);

  const contained = await type("contain --role app --session intruder", { answers: ["y"] });
  expect(contained.code).toBe(0);
  expect(contained.err).toMatch(/✔ Refuse every session[\s\S]*✔ In place[\s\S]*✔ Effective/);
  expect(contained.out).toContain("Contained; the deny works");
  expect(await refusalOf(works(thief))).toMatch(/explicit deny/);

  expect((await type("verify latest")).code).toBe(5);
  const shown = await type("show latest");
  expect(shown.out).toMatch(/Who can still open a session|What no deny stops/);
  expect(shown.out).toContain("wished by arn:aws:iam::111122223333:user/admin");
  expect((await type("verify-ledger latest")).out).toContain("as it was written");

  const kept = await type("lift latest --reason done");
  expect(kept).toMatchObject({ code: 2 });
  expect(kept.err).toContain("Say --yes");
  const lifted = await responder(service, ["lift", "latest", "--reason", "done"], { answers: ["yes"] });
  expect(lifted.code).toBe(0);
  await works(thief);
  const read = service.admin.iam.send(
    new GetRolePolicyCommand({ RoleName: "app", PolicyName: "AWSRevokeOlderSessions" }),
  );
  expect(await refusalOf(read)).toMatch(/NoSuchEntity|cannot be found/);
});

test("without a terminal and without --yes it only plans, and says so", async () => {
  await service.createRole("quiet");
  const session = await service.assume("quiet", "somebody");
  const { code, out } = await type("contain --role quiet --json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    done: false,
    because: expect.stringContaining("Say --yes"),
    exitCode: 0,
    plans: [{ answer: { verdict: { type: "contain" } } }],
  });
  await works(session);
});

test("--json is one document: what was contained and what came of it", async () => {
  await service.createRole("batch");
  const { code, out, err } = await type("contain --role batch --yes --json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const form = z.object({
    done: z.literal(true),
    plans: z.array(z.looseObject({ asked: z.looseObject({}), answer: z.looseObject({}) })).length(1),
    incidents: z.array(z.looseObject({ end: z.literal("reached"), incident: incidentForm })).length(1),
    exitCode: z.literal(0),
  });
  expect(() => form.parse(JSON.parse(out))).not.toThrow();
  const all = await type("incidents --json");
  expect(() => z.array(incidentForm).min(1).parse(JSON.parse(all.out))).not.toThrow();
  const one = await type("show latest --json");
  expect(incidentForm.parse(JSON.parse(one.out)).status).toBe("contained");
});

test("what is waited for and does not come in time ends with 5, and the deny stands", async () => {
  await service.createRole("slow");
  const session = await service.assume("slow", "somebody");
  await service.advance(60);
  const { code, err } = await type("contain --role slow --yes --until proven --timeout 90s");
  expect(code).toBe(5);
  expect(err).toMatch(/✔ Effective[\s\S]*Not within 1 minute 30 seconds/);
  expect(await refusalOf(works(session))).toMatch(/explicit deny/);
});

test("what is refused is said with the reason, and ends with 3", async () => {
  const own = await type("contain --role credential-leak-responder --yes");
  expect(own.code).toBe(3);
  expect(own.out).toContain("refused");
  const none = await type("plan --role nobody-has-this-name");
  expect(none.code).toBe(3);
});

test("a key whose owner is not known before its use shows up on the trail is followed to the owner's incident", async () => {
  await service.createRole("late");
  const session = await service.assume("late", "hidden");
  await works(session);
  const { code, out } = await type(`contain --access-key ${session.keys.accessKeyId} --yes --timeout 30m`);
  expect(code).toBe(0);
  expect(out).toContain("Contained");
  expect(await refusalOf(works(session))).toMatch(/explicit deny/);
});

describe("an incident that awaits approval", () => {
  test("is approved or rejected by name, and a stranger to the incident is told what to do", async () => {
    await service.admin.iam.send(new CreateUserCommand({ UserName: "robot" }));
    const { AccessKey } = await service.admin.iam.send(new CreateAccessKeyCommand({ UserName: "robot" }));
    const detail = { accessKeyId: AccessKey?.AccessKeyId, reason: "in a build log", reporter: "ci" };
    await service.deliver({ source: "credential-leak", "detail-type": "Credential Leak", detail });
    const shown = await type("show latest");
    expect(shown.out).toMatch(/NOT contained: a person has to decide[\s\S]*responder approve/);
    const { code, out } = await type("approve latest --yes --json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ done: true, status: "contained", exitCode: 0 });
    const again = await type("reject latest --reason late --yes");
    expect(again).toMatchObject({ code: 3 });
    expect(again.err).toContain("it awaits nobody's word");
  });
});

describe("--finding", () => {
  test("reads a finding from the standard input or a file, as an event, its detail, or the AWS CLI's answer", async () => {
    await service.createRole("found");
    const session = await service.assume("found", "i-0123456789abcdef0");
    const event = guardDutyEvent({
      accessKeyId: session.keys.accessKeyId,
      userName: "found",
      principalId: "AROAEXAMPLE:i-0123456789abcdef0",
      lastSeen: new Date(service.now()).toISOString(),
    });
    const capital = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(capital)
        : typeof value === "object" && value !== null
          ? Object.fromEntries(
              Object.entries(value).map(([name, one]) => [name[0]?.toUpperCase() + name.slice(1), capital(one)]),
            )
          : value;
    const forms = [event, event.detail, { Findings: [capital(event.detail)] }];
    for (const form of forms) {
      const { code, out } = await type("plan --finding finding.json", {
        files: { "/finding.json": `\ufeff${JSON.stringify(form)}` }, // Windows puts a byte order mark before it.
      });
      expect(code).toBe(0);
      expect(out).toContain("the session i-0123456789abcdef0 of the role found");
    }
    const { code } = await type("contain --finding - --yes", { input: JSON.stringify(event) });
    expect(code).toBe(0);
    expect(await refusalOf(works(session))).toMatch(/explicit deny/);
  });

  test("never contains because of a sample", async () => {
    const event = guardDutyEvent({ additionalInfo: { sample: true } });
    const { code, err } = await type("contain --finding - --yes", { input: JSON.stringify(event) });
    expect(code).toBe(3);
    expect(err).toContain("is a sample");
  });

  test("looks GuardDuty's own up by its id, and says where it has looked", async () => {
    const credentials = service.admin.keys;
    const guardduty = new GuardDutyClient({ endpoint: service.endpoint, region: "us-east-1", credentials });
    const { DetectorId } = await guardduty.send(new CreateDetectorCommand({ Enable: true }));
    const FindingTypes = ["UnauthorizedAccess:IAMUser/MaliciousIPCaller"];
    await guardduty.send(new CreateSampleFindingsCommand({ DetectorId, FindingTypes }));
    const { FindingIds: [id] = [] } = await guardduty.send(new ListFindingsCommand({ DetectorId }));
    const found = await type(`contain --finding ${id} --yes`);
    expect(found).toMatchObject({ code: 3, err: expect.stringContaining(`The finding ${id} is a sample`) });
    const none = await type(`plan --finding ${"0".repeat(32)}`);
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining("knows no such finding in us-east-1") });
  });

  test.each([
    ["a file that is not there", "plan --finding nowhere.json", 1, "no such file"],
    ["no JSON", "plan --finding -", 2, "holds no JSON"],
  ])("says what is wrong with %s", async (_what, line, code, words) => {
    const ran = await type(line, { input: "AWS_SECRET_ACCESS_KEY=hidden" });
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(words);
    expect(ran.err).not.toContain("hidden");
  });
});

describe("what names no place", () => {
  test.each([
    ["an endpoint without http://", "incidents --endpoint-url localhost:4566", 2, "Write it with http://"],
    ["an endpoint that is no URL", "incidents --endpoint-url http://", 2, "Write it with http://"],
    ["a configuration that is no JSON", "incidents --direct --config secret", 1, "is no JSON"],
  ])("%s: what was wrong and what to do, and nothing of what is in a file", async (_what, line, code, words) => {
    const ran = await type(line, { files: { "/secret": "hidden" } });
    expect(ran).toMatchObject({ code, err: expect.stringContaining(words) });
    expect(ran.err).not.toContain("hidden");
  });
});

describe("who may not", () => {
  test("is told which permission is missing, without a stack trace unless asked for", async () => {
    await service.createRole("powerless", ["s3:Get*"]);
    const { keys } = await service.assume("powerless", "somebody");
    const { code, err } = await type("incidents", { keys });
    expect(code).toBe(1);
    expect(err).toContain("lambda:InvokeFunction");
    expect(err).not.toMatch(/^\s+at /m);
    expect((await type("incidents --debug", { keys })).err).toMatch(/^\s+at /m);
  });

  test.each([
    ["another Region", "incidents --region eu-west-1", "not deployed in this account and Region"],
    ["a key that AWS does not know", "incidents", "does not take these credentials"],
    ["nobody there", "incidents --endpoint-url http://127.0.0.1:9", "Nobody answers"],
  ])("%s: what was wrong and what to do, also as JSON", async (what, line, words) => {
    const keys = { accessKeyId: "AKIAQQQQQQQQQQQQQQQQ", secretAccessKey: "x" };
    const typing = what.startsWith("a key") ? { keys } : {};
    const { code, err } = await type(line, typing);
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining(words) });
    const json = JSON.parse((await type(`${line} --json`, typing)).out);
    expect(json).toMatchObject({
      exitCode: 1,
      error: { name: expect.any(String), todo: expect.stringContaining(words) },
    });
  });
});

test("what an intruder has named reaches no terminal as he wrote it, and no id is cut", async () => {
  await service.createRole("own-incident");
  const detail = {
    principal: { type: "role", name: "own-incident" },
    reason: "\u001b[2J\u202egone\u0007",
    reporter: "x\u009b31m",
  };
  const Payload = JSON.stringify({ action: "contain", ...detail, dryRun: true });
  const asked = new InvokeCommand({ FunctionName: "credential-leak-responder", Payload });
  const answer = (await service.admin.lambda.send(asked)).Payload?.transformToString();
  const { incident } = z.object({ incident: z.string() }).parse(JSON.parse(answer ?? ""));
  for (const columns of [40, 80, 140]) {
    for (const line of ["incidents", `show ${incident}`, `trace ${incident}`, `show ${incident} --json`]) {
      const { out } = await type(line, { columns });
      const id = /\d{8}T\d{6}Z-[0-9a-f]{8}/;
      expect(out).toMatch(id);
      expect(stripVTControlCharacters(out)).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
      expect(out).not.toContain("\u001b[2J");
      if (line.startsWith("show")) expect(out).toContain("gone");
      if (line.startsWith("incidents") && columns > 40) {
        const widest = Math.max(
          ...stripVTControlCharacters(out)
            .split("\n")
            .map((one) => one.length),
        );
        expect(widest).toBeLessThanOrEqual(columns);
      }
    }
  }
});

describe("incidents that many newer ones have pushed out of the list", () => {
  async function open(name: string, at: string, entry: EntryBody): Promise<string> {
    const principal = { kind: "role", name } as const;
    const said = { source: "guardduty", type: "leak", title: "A leak", account: "111122223333" } as const;
    const alert = { ...said, id: name, region: "us-east-1", principal, sample: false, lastSeen: at };
    const { ledger } = service.deps;
    const claim = await ledger.claim({ incidentId: `incident-${name}`, alert, cutoff: at, at });
    await ledger.append(claim, at, () => [entry]);
    return claim.incidentId;
  }

  test("are listed where they need a person", async () => {
    const failed = { type: "resolve-failed", error: "no answer", wayOut: "wait" } as const;
    const forgotten = await open("forgotten", "2020-01-01T00:00:00.000Z", failed);
    expect((await type("incidents --limit 1")).out).toContain(forgotten);
  });

  test("are listed with --open where they are open", async () => {
    const older = await open("older", "2019-01-01T00:00:00.000Z", { type: "identify-later", because: "a test" });
    const ended = { type: "rejected", by: "somebody", reason: "a test" } as const;
    for (let index = 0; index < 30; index++) await open(`ended-${index}`, "2020-01-02T00:00:00.000Z", ended);
    expect((await type("incidents --open --limit 30")).out).toContain(older);
    expect((await type("incidents --open --limit 30 --json")).out).toContain(older);
    expect((await type("incidents --limit 30")).out).not.toContain(older);
  });
});

test("completion knows commands, options, choices and incidents", async () => {
  const words = async (...typed: string[]) =>
    (await responder(service, ["__complete", "--", ...typed])).out.split("\n").map((line) => line.split("\t")[0]);
  expect(await words("con")).toContain("contain");
  expect(await words("contain", "--un")).toContain("--until");
  expect(await words("contain", "--until", "")).toContain("proven");
  expect(await words("show", "2026")).toContainEqual(expect.stringMatching(/^2026\d{4}T\d{6}Z-/));
  expect(await words("show", "")).toContain("latest");
});
