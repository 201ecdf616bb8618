// What a person does before and after the day: the doctor, a drill, the report, the page; and the day with nothing deployed.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { ListSecretsCommand } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { type Clients, keysOf } from "../../local/clients.ts";
import { startLocalAws } from "../support/local-aws.ts";
import { startService, type TestService } from "../support/service.ts";
import { responder, type Typing } from "../support/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "cli-"));
let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await service.close();
});

const type = (line: string, typing?: Typing) => responder(service, line.split(" "), typing);

test("doctor: what would fail on the day is told with its fix, once for all Regions that are alike", async () => {
  const { code, out } = await type("doctor", { columns: 100 });
  expect(code).toBe(1);
  expect(out).toMatch(/No trail logs what happens/);
  expect(out).toContain("aws cloudtrail create-trail");
  expect(out).toMatch(/\d+ checks: \d+ to mend/);
  const told = JSON.parse((await type("doctor --json")).out);
  const form = z.object({
    findings: z
      .array(
        z.looseObject({ check: z.string(), status: z.enum(["ok", "warning", "problem", "unknown"]), what: z.string() }),
      )
      .min(20),
    exitCode: z.literal(1),
  });
  expect(() => form.parse(told)).not.toThrow();
});

test("drill: a leak is played, the times are told, and nothing is left of it", async () => {
  const { code, out, err } = await type("drill");
  expect(code).toBe(0);
  expect(err).toContain("reported: The event is on the bus.");
  expect(out).toMatch(/The leaked session was refused\.\n.*the incident was opened +\d+\.\d s after the report/);
  expect(out).not.toContain("Still there");
});

test("report: each form, to the terminal or into a new file", async () => {
  const written = await type("report latest --format html --output incident.html");
  expect(written).toMatchObject({ code: 0, out: "" });
  expect(String(written.files.get("/incident.html"))).toMatch(/^<!doctype html>/i);
  const again = await type("report latest --output incident.html", { files: { "/incident.html": "mine" } });
  expect(again).toMatchObject({ code: 1 });
  expect(again.err).toContain("nothing is written over");
  expect((await type("report latest")).out).toMatch(/^# /);
  expect(JSON.parse((await type("report latest --json")).out)).toMatchObject({ incident: expect.anything() });
});

test("page: it is served as whoever started it, at an address that nobody guesses, until they interrupt it", async () => {
  const { code, out } = await type("page --port 0 --json", { interrupted: AbortSignal.abort() });
  expect(code).toBe(0);
  const { page } = JSON.parse(out);
  expect(page).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?key=[\w-]{43}$/);
  await expect(fetch(page)).rejects.toThrow();
});

test("--direct: where nothing is deployed a leak is contained and lifted all the same", async () => {
  const bare = await startLocalAws();
  const allow = (statement: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", ...statement } });
  const trust = allow({ Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" });
  await bare.admin.iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: trust }));
  const PolicyDocument = allow({ Action: "secretsmanager:*", Resource: "*" });
  await bare.admin.iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName: "work", PolicyDocument }));
  const wish = { RoleArn: "arn:aws:iam::111122223333:role/app", RoleSessionName: "intruder" };
  const thief = bare.as(keysOf((await bare.admin.sts.send(new AssumeRoleCommand(wish))).Credentials));
  const at = (line: string, typing: Typing = {}) =>
    responder(bare, [...line.split(" "), "--direct", "--ledger", join(folder, "ledger")], {
      files: { "/responder.config.json": '{"settleSeconds":900}' },
      ...typing,
    });

  const reads = ({ secrets }: Clients) => secrets.send(new ListSecretsCommand({}));

  const deployed = await responder(bare, ["contain", "--role", "app", "--yes"]);
  expect(deployed.code).toBe(1);
  expect(deployed.err).toContain("--direct");
  const contained = await at("contain --role app --yes --until proven");
  expect(contained).toMatchObject({ code: 5 }); // No alert has named a key: nothing can be looked up on the trail.
  expect(contained.err).toContain("Nobody looks after it when this program ends");
  await expect(reads(thief)).rejects.toThrow(/explicit deny/);
  expect((await at("verify-ledger latest")).code).toBe(0);
  expect((await at("lift latest --reason over --yes")).code).toBe(0);
  await reads(thief);
  expect((await at("doctor")).code).toBe(2);
  const broken = await at("plan --role app", { files: { "/responder.config.json": "{" } });
  expect(broken.err).toContain("is no JSON");
  await bare.close();
}, 60_000);
