// Nothing is deployed: a person with some permissions, this program and a file, and what the intruder can do then.
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { type DirectResponder, directResponder } from "../../client/direct-responder.ts";
import { readConfig } from "../../lambda/config.ts";
import { createLog } from "../../lambda/log.ts";
import { accountPermissions } from "../../lambda/permissions.ts";
import { keysOf } from "../../local/clients.ts";
import { type Clients, startLocalAws, type TestAws } from "../support/local-aws.ts";
import { ACCOUNT_TRUST, policy } from "../support/service.ts";

const folder = mkdtempSync(join(tmpdir(), "direct-"));
afterAll(() => rmSync(folder, { recursive: true }));

const refusal = (who: Promise<unknown>) => expect(who).rejects.toThrow(/explicit deny|not authorized/);
const app = { principal: { type: "role", name: "app" }, reason: "seen in a build log" } as const;

let aws: TestAws;
let file: string;
let number = 0;
const open: DirectResponder[] = [];

beforeEach(async () => {
  aws = await startLocalAws();
  file = join(folder, `${number++}`, "ledger");
  await makeRole("app", ["secretsmanager:*", "sts:AssumeRole", "iam:*"]);
  await makeRole("on-call", accountPermissions(readConfig({})));
});
afterEach(async () => {
  for (const responder of open.splice(0)) responder.close();
  await aws.close();
});

async function makeRole(name: string, actions: readonly string[]): Promise<void> {
  const { iam } = aws.admin;
  const role = { RoleName: name, AssumeRolePolicyDocument: ACCOUNT_TRUST, MaxSessionDuration: 12 * 3600 };
  await iam.send(new CreateRoleCommand(role));
  const PolicyDocument = policy({ Effect: "Allow", Action: actions, Resource: "*" });
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "work", PolicyDocument }));
}

async function assume(role: string, session: string, by = aws.admin, hours = by === aws.admin ? 12 : 1) {
  const RoleArn = `arn:aws:iam::111122223333:role/${role}`;
  const wish = { RoleArn, RoleSessionName: session, DurationSeconds: hours * 3600 };
  return aws.as(keysOf((await by.sts.send(new AssumeRoleCommand(wish))).Credentials));
}

/** As its own process has it. */
async function start(who: Clients, config?: unknown, behindMs = 0): Promise<DirectResponder> {
  const { endpoint } = aws;
  const responder = await directResponder({
    connection: { endpoint, region: "us-east-1", credentials: async () => who.keys },
    ledgerFile: () => file,
    config,
    log: createLog("silent"),
    now: () => aws.now() - behindMs,
    machineTime: () => Date.now() - behindMs,
    sleep: (ms) => aws.aws.world().clock.sleep(ms),
  });
  open.push(responder);
  return responder;
}

const works = ({ secrets }: Clients) => secrets.send(new GetSecretValueCommand({ SecretId: "none" })).catch(found);

/** Whoever is told that there is no such secret was let in. */
function found(error: Error): void {
  if (error.name !== "ResourceNotFoundException") throw error;
}

/** A beat each minute: it keeps a pace, so the clock has to know of it. */
async function minutes(responder: DirectResponder, count: number): Promise<void> {
  const { clock } = aws.aws.world();
  for (let minute = 1; minute <= count; minute++) clock.at(aws.now() + minute * 60_000, () => responder.beat());
  await aws.advance(count * 60);
}

describe("a person on call, with a role that may do what the responder does", () => {
  test("cuts a leaked session off, and what it has opened; the team signs in again; it is proven and lifted", async () => {
    await makeRole("archive", ["secretsmanager:*"]);
    const thief = await assume("app", "i-0abc");
    const hop = await assume("archive", "backup", thief);
    await works(thief);
    await works(hop);
    await aws.advance(600);

    const person = await start(await assume("on-call", "ann"), { settleSeconds: 900 });
    const answer = await person.ask("contain", { ...app, accessKeyId: thief.keys.accessKeyId });
    expect(answer).toMatchObject({ status: "contained" });
    await refusal(works(thief));
    await minutes(person, 2);
    await refusal(works(hop));
    await works(await assume("app", "alice"));

    await works(thief).catch(() => undefined); // This is what CloudTrail will show.
    await minutes(person, 25);
    const { incidents } = await person.ask("incidents", {});
    expect(incidents).toMatchObject([{ status: "contained", proof: "proven" }]);

    const id = incidents[0]?.id ?? "";
    expect(await person.ask("lift", { id, reason: "over" })).toMatchObject({ status: "lifted" });
    await works(thief);
    expect(await person.ask("verify-ledger", {})).toMatchObject({ whole: true, verified: 1 });
  });

  test("who looks later, in a process of their own, finds the record and goes on with it", async () => {
    const thief = await assume("app", "i-0abc");
    const first = await start(await assume("on-call", "ann"));
    await first.ask("contain", app);
    const second = await start(await assume("on-call", "bob"));
    const { incidents } = await second.ask("incidents", {});
    expect(incidents).toHaveLength(1);
    await second.ask("lift", { id: incidents[0]?.id ?? "", reason: "a false alarm" });
    await works(thief);
    expect((await first.ask("incidents", {})).incidents).toMatchObject([{ status: "lifted" }]);
  });

  test("what was taken off while nobody looked is put back when somebody does", async () => {
    const thief = await assume("app", "i-0abc");
    const first = await start(await assume("on-call", "ann"));
    await first.ask("contain", app);
    first.close();
    open.splice(0);
    await aws.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "AWSRevokeOlderSessions" }));
    await works(thief);
    await aws.advance(3600);
    const second = await start(await assume("on-call", "bob"));
    await minutes(second, 1);
    await refusal(works(thief));
  });

  test("whose credentials have ended changes nothing on the record: it is told", async () => {
    const person = await start(await assume("on-call", "ann", aws.admin, 1));
    await person.ask("contain", app);
    await aws.advance(2 * 3600);
    await expect(person.beat()).rejects.toMatchObject({ name: "ExpiredToken" });
    const { incidents } = await person.ask("incidents", {});
    expect(incidents).toMatchObject([{ status: "contained" }]);
  });

  test("whose machine's clock is behind cuts off the newest session all the same", async () => {
    const person = await start(await assume("on-call", "ann"), {}, 600_000);
    const thief = await assume("app", "i-0abc");
    await person.ask("contain", app);
    await refusal(works(thief));
  });

  test("is not locked out by their own hand", async () => {
    const ann = await assume("on-call", "ann");
    const person = await start(ann);
    const answer = await person.ask("contain", { principal: { type: "role", name: "on-call" }, reason: "a typo" });
    expect(answer).toMatchObject({ status: "refused" });
    expect(await person.ask("plan", app)).toMatchObject({ verdict: { type: "contain" } });
  });

  test("a user's key is switched off on the person's word, and needs no other", async () => {
    await aws.admin.iam.send(new CreateUserCommand({ UserName: "robot" }));
    const { AccessKey } = await aws.admin.iam.send(new CreateAccessKeyCommand({ UserName: "robot" }));
    const robot = aws.as({
      accessKeyId: AccessKey?.AccessKeyId ?? "",
      secretAccessKey: AccessKey?.SecretAccessKey ?? "",
    });
    const person = await start(await assume("on-call", "ann"));
    const leak = { accessKeyId: robot.keys.accessKeyId, reason: "published" };
    expect(await person.ask("contain", leak)).toMatchObject({ status: "contained" });
    await expect(works(robot)).rejects.toMatchObject({ name: "UnrecognizedClientException" });
  });
});

test("without a permission the record names the action, and what is denied stays denied", async () => {
  await makeRole("reader", ["iam:Get*", "iam:List*", "cloudtrail:LookupEvents", "ec2:DescribeRegions"]);
  await assume("app", "i-0abc");
  const person = await start(await assume("reader", "ann"));
  const answer = await person.ask("contain", app);
  expect(answer).toMatchObject({ status: "failed" });
  expect(JSON.stringify(answer)).toContain("iam:PutRolePolicy");
});

test("without credentials nothing is made, and the error says so", async () => {
  const nobody = aws.as({ accessKeyId: "AKIAI44QH8DHBEXAMPLE", secretAccessKey: "wrong" });
  await expect(start(nobody)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
  expect(() => statSync(file)).toThrow(/ENOENT/);
});

describe("the file", () => {
  test("is its owner's alone", async () => {
    await start(await assume("on-call", "ann"));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("that is something else is left as it is", async () => {
    file = join(folder, "letter");
    writeFileSync(
      file,
      "Dear Ann, this is not a database, and much longer than a header of one would ever be.".repeat(9),
    );
    await expect(start(aws.admin)).rejects.toThrow(/The ledger .*letter cannot be opened: file is not a database/);
    file = join(folder, "nowhere", "\0");
    await expect(start(aws.admin)).rejects.toThrow(/cannot be opened/);
  });
});
