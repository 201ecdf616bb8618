// Nothing is deployed: a person with some permissions, this program and a file, and what the intruder can do then.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
  type AccessKey,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateAccountCommand } from "@aws-sdk/client-organizations";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type DirectResponder, directResponder } from "../../client/direct-responder.ts";
import { readConfig } from "../../lambda/config.ts";
import { createLog } from "../../lambda/log.ts";
import { accountPermissions } from "../../lambda/permissions.ts";
import { keysOf } from "../../local/clients.ts";
import { identityClients, startWorkforce, type Workforce } from "../mock-aws/sso-admin/workforce.ts";
import { type Clients, startLocalAws, type TestAws } from "../support/local-aws.ts";
import { otherAccount } from "../support/other-account.ts";
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

async function makeUser(name: string, by = aws.admin, actions: readonly string[] = ["secretsmanager:*"]) {
  const named = { UserName: name };
  await by.iam.send(new CreateUserCommand(named));
  const PolicyDocument = policy({ Effect: "Allow", Action: actions, Resource: "*" });
  await by.iam.send(new PutUserPolicyCommand({ ...named, PolicyName: "work", PolicyDocument }));
  const { AccessKey } = await by.iam.send(new CreateAccessKeyCommand(named));
  return aws.as(longTerm(AccessKey));
}

const longTerm = (key: AccessKey | undefined) => ({
  accessKeyId: key?.AccessKeyId ?? "",
  secretAccessKey: key?.SecretAccessKey ?? "",
});

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

    const auditor = await start(otherAccount(aws)); // Of the account of the record they may see nothing.
    expect(await auditor.ask("verify-ledger", {})).toMatchObject({ whole: true, verified: 1 });
    expect((await auditor.ask("incidents", {})).incidents).toMatchObject([{ status: "lifted" }]);
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
    const robot = await makeUser("robot");
    const person = await start(await assume("on-call", "ann"));
    const leak = { accessKeyId: robot.keys.accessKeyId, reason: "published" };
    expect(await person.ask("contain", leak)).toMatchObject({ status: "contained" });
    await expect(works(robot)).rejects.toMatchObject({ name: "UnrecognizedClientException" });
  });

  test("what the configuration asks about waits for a person's proof, and then it is done", async () => {
    await aws.admin.iam.send(new CreateUserCommand({ UserName: "robot" }));
    const may = policy({ Effect: "Allow", Action: "secretsmanager:*", Resource: "*" });
    const work = { UserName: "robot", PolicyName: "work", PolicyDocument: may };
    await aws.admin.iam.send(new PutUserPolicyCommand(work));
    const thief = await assume("app", "i-0abc");
    const { AccessKey } = await thief.iam.send(new CreateAccessKeyCommand({ UserName: "robot" }));
    const made = aws.as(longTerm(AccessKey));
    await aws.advance(600);

    const config = { protectedPrincipals: ["arn:aws:iam::*:user/robot"] };
    const person = await start(await assume("on-call", "ann"), config);
    const answer = await person.ask("contain", { ...app, accessKeyId: thief.keys.accessKeyId });
    const id = "incident" in answer ? answer.incident : "";
    await minutes(person, 3);
    await works(made);
    const proof = await person.prove({ action: "approve", incident: id });
    expect(await person.ask("approve", { id, proof })).toMatchObject({ status: "contained" });
    await expect(works(made)).rejects.toMatchObject({ name: "UnrecognizedClientException" });
    const { incident } = await person.ask("incident", { id });
    expect(incident?.entries.find(({ type }) => type === "approved")).toMatchObject({
      by: "arn:aws:sts::111122223333:assumed-role/on-call/ann",
    });
  });

  test("reaches other accounts by the role that the organization has made in each", async () => {
    const { CreateAccountStatus } = await identityClients(aws, aws.admin.keys).organizations.send(
      new CreateAccountCommand({ AccountName: "shop", Email: "shop@example.com" }),
    );
    const account = CreateAccountStatus?.AccountId ?? "";
    const RoleArn = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
    const way = { RoleArn, RoleSessionName: "setup" };
    const shop = aws.as(keysOf((await aws.admin.sts.send(new AssumeRoleCommand(way))).Credentials));
    const thief = await makeUser("robot", shop);
    const may = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: RoleArn });
    const reach = { RoleName: "on-call", PolicyName: "reach", PolicyDocument: may };
    await aws.admin.iam.send(new PutRolePolicyCommand(reach));

    const members = { accounts: [account], role: "OrganizationAccountAccessRole" };
    const person = await start(await assume("on-call", "ann"), { members });
    const leak = { accessKeyId: thief.keys.accessKeyId, reason: "published" };
    expect(await person.ask("contain", leak)).toMatchObject({ status: "contained" });
    await expect(works(thief)).rejects.toMatchObject({ name: "UnrecognizedClientException" });
  });

  test("whose program died after the deny has it on record when it is asked for again", async () => {
    const thief = await assume("app", "i-0abc");
    const first = await start(await assume("on-call", "ann"));
    const other = new DatabaseSync(file);
    other.exec("CREATE TRIGGER full BEFORE INSERT ON items BEGIN SELECT raise(ABORT, 'no space left'); END");
    await expect(first.ask("contain", app)).rejects.toThrow(/cannot be used: no space left/);
    await refusal(works(thief));
    other.exec("DROP TRIGGER full");
    other.close();

    const second = await start(await assume("on-call", "bob"));
    const answer = await second.ask("contain", app);
    expect(answer).toMatchObject({ status: "contained" });
    await second.ask("lift", { id: "incident" in answer ? answer.incident : "", reason: "over" });
    await works(thief);
  });

  test("denies before whoever holds the file has let it go", async () => {
    const thief = await assume("app", "i-0abc");
    const person = await start(await assume("on-call", "ann"));
    const holder = new DatabaseSync(file);
    holder.exec("BEGIN IMMEDIATE");
    const answer = person.ask("contain", app);
    await vi.waitFor(() => refusal(works(thief)), 5_000);
    holder.exec("COMMIT");
    holder.close();
    expect(await answer).toMatchObject({ status: "contained" });
  });

  test("tells nobody: a bus without a rule for it gets no message, and the record says so", async () => {
    const person = await start(aws.admin);
    await person.ask("contain", app);
    await minutes(person, 1);
    const { incidents } = await person.ask("incidents", {});
    expect(incidents[0]?.entries.map(({ type }) => type)).toEqual(expect.arrayContaining(["step-applied"]));
    expect(incidents[0]?.entries.map(({ type }) => type)).not.toContain("told");
  });

  test("with a user's own key is not taken for whoever undoes the deny", async () => {
    const ann = await makeUser("ann", aws.admin, ["*"]);
    const olga = await makeUser("olga", aws.admin, ["iam:*", "secretsmanager:*"]);
    await aws.advance(3600); // Who made the role is not asked about any more.
    const thief = await assume("app", "i-0abc");
    const person = await start(ann);
    expect(await person.ask("contain", { principal: { type: "user", name: "ann" }, reason: "a typo" })).toMatchObject({
      status: "refused",
    });
    await person.ask("contain", app);
    await minutes(person, 2);
    await olga.iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "AWSRevokeOlderSessions" }));
    await minutes(person, 15);
    await refusal(works(thief));
    const { incidents } = await person.ask("incidents", {});
    const [about] = incidents.filter(({ status }) => status === "contained");
    expect(about?.tampering).toMatchObject([{ by: "arn:aws:iam::111122223333:user/olga" }]);
  });
});

describe("a person of Identity Center", () => {
  const administration = { account: "111122223333" };
  let force: Workforce;
  let people: readonly [Clients, Clients];
  beforeEach(async () => {
    await aws.close();
    force = await startWorkforce();
    aws = force.aws;
    const set = await force.createPermissionSet("Admin");
    const users = [await force.createUser("ann@example.com"), await force.createUser("ben@example.com")] as const;
    await force.putInline(set, { Effect: "Allow", Action: "*", Resource: "*" });
    for (const user of users) await force.assign(set, user, "111122223333");
    const [ann, ben] = users.map((user) => force.session(user, "111122223333", set));
    if (!ann || !ben) throw new Error("The portal gives no session.");
    people = [ann, ben];
  });

  const wishFor = async (who: Clients) => {
    const { Arn = "" } = await who.sts.send(new GetCallerIdentityCommand({}));
    const [, name = "", session = ""] = Arn.split("/");
    return { principal: { type: "role", name, session }, reason: "seen in a build log" } as const;
  };

  test("cuts off a colleague with the same permission set, and goes on; not themselves", async () => {
    const [ann, ben] = people;
    const person = await start(ann, { administration });
    expect(await person.ask("contain", await wishFor(ann))).toMatchObject({ status: "refused" });
    expect(await person.ask("contain", await wishFor(ben))).toMatchObject({ status: "contained" });
    await aws.advance(10);
    await refusal(works(ben));
    await works(ann);
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
