// Whoever undoes a step is found out within seconds: the step is back, they are named, and their own session is denied too.
import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetLoginProfileCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { denyOlderSessions } from "../../lambda/older-sessions-policy.ts";
import { keysOf } from "../../local/clients.ts";
import { type Leak, leakSession, works } from "../support/leak.ts";
import type { Clients, Keys } from "../support/local-aws.ts";
import { ACCOUNT_TRUST, policy, startService, type TestService } from "../support/service.ts";

const refused = { name: "AccessDenied" };
const DENY = { RoleName: "app", PolicyName: "AWSRevokeOlderSessions" };

let service: TestService;
let leak: Leak;

async function start(config: object = {}): Promise<void> {
  service = await startService({ config });
  leak = await leakSession(service);
  await service.createRole("operators", ["iam:*"]);
}
afterEach(() => service.close());

const entriesOf = async (type: string) => (await service.incident()).entries.filter((entry) => entry.type === type);

describe("an operator deletes the deny", () => {
  let olga: Clients;
  beforeEach(async () => {
    await start();
    olga = await service.assume("operators", "olga");
    await service.deliver(leak.event());
    await service.advance(60);
  });

  test("and within seconds it is there again, with her name and call on record", async () => {
    await olga.iam.send(new DeleteRolePolicyCommand(DENY));
    await works(leak.stolen);
    await service.advance(8);
    await expect(works(leak.stolen)).rejects.toMatchObject(refused);
    expect(await service.incident()).toMatchObject({
      status: "contained",
      tampering: [
        {
          step: "deny-role-sessions",
          call: "iam:DeleteRolePolicy",
          by: "arn:aws:sts::111122223333:assumed-role/operators/olga",
          who: "other",
          accessKeyId: olga.keys.accessKeyId,
        },
      ],
    });
  });

  test("and another one two minutes later: each is named, and denied", async () => {
    const mallory = await service.assume("operators", "mallory");
    await olga.iam.send(new DeleteRolePolicyCommand(DENY));
    await service.advance(120);
    await mallory.iam.send(new DeleteRolePolicyCommand(DENY));
    await service.advance(60);
    const { tampering = [] } = await service.incident();
    expect(tampering.map(({ by }) => by.split("/").at(-1))).toEqual(["olga", "mallory"]);
    for (const who of [olga, mallory, leak.stolen]) await expect(works(who)).rejects.toMatchObject(refused);
  });

  test("and what a failed attempt may have denied further stays denied: the cutoff that comes back is that one", async () => {
    const { ledger } = service.deps;
    const incident = await service.incident();
    const claim = await ledger.claimOf(incident);
    const [{ step } = Object.create(null)] = incident.steps;
    const cutoff = new Date(service.now() + 30_000).toISOString();
    const failed = {
      type: "step-failed",
      step: { ...step, cutoff },
      error: "No answer came.",
      wayOut: "Wait.",
    } as const;
    if (claim) await ledger.append(claim, new Date(service.now()).toISOString(), () => [failed]);
    const opened = await service.assume("app", "opened-between");
    await service.advance(8);
    await olga.iam.send(new DeleteRolePolicyCommand(DENY));
    await service.advance(60);
    await expect(works(opened)).rejects.toMatchObject(refused);
  });

  test("and her session is denied, while her colleagues' sessions of the same role work", async () => {
    const oleg = await service.assume("operators", "oleg");
    await olga.iam.send(new DeleteRolePolicyCommand(DENY));
    await service.advance(40);
    await expect(works(olga)).rejects.toMatchObject(refused);
    await works(oleg);
    await works(await service.assume("operators", "olga"));
  });

  test("and what the denied session had opened before is found and denied with it", async () => {
    const { Credentials } = await olga.sts
      .send(new AssumeRoleCommand({ RoleArn: "arn:aws:iam::111122223333:role/app", RoleSessionName: "helper" }))
      .catch(() => ({ Credentials: undefined }));
    expect(Credentials).toBeUndefined(); // She may not: nothing more to find.
    await olga.iam.send(new DeleteRolePolicyCommand(DENY));
    await service.advance(40);
    expect((await service.incident()).steps.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["deny-role-sessions", "deny-session"]),
    );
  });

  test("and without the fast road the heartbeat puts it back, and the trail names her", async () => {
    service.aws.world().settings.eventDelay = 24 * 60 * 60_000;
    await olga.iam.send(new DeleteRolePolicyCommand(DENY));
    await service.advance(60);
    await expect(works(leak.stolen)).rejects.toMatchObject(refused);
    await service.advance(12 * 60);
    expect((await service.incident()).tampering).toMatchObject([{ by: expect.stringContaining("/olga") }]);
  });

  test("the lift gives her session back with everything else", async () => {
    await olga.iam.send(new DeleteRolePolicyCommand(DENY));
    await service.advance(60);
    await service.invoke({ action: "lift", id: (await service.incident()).id, reason: "a mistake" });
    for (const who of [olga, leak.stolen]) await works(who);
  });
});

test("a protected operator is asked about and not denied", async () => {
  await start({ protectedPrincipals: ["arn:aws:iam::*:role/operators"] });
  const olga = await service.assume("operators", "olga");
  await service.deliver(leak.event());
  await olga.iam.send(new DeleteRolePolicyCommand(DENY));
  await service.advance(60);
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  await works(olga);
  const { alerts, verdicts } = await service.incident();
  expect(alerts.map(({ source }) => source)).toContain("tamper");
  expect(Object.values(verdicts).map(({ type }) => type)).toContain("ask");
});

test("the console's button is no tampering: its later cutoff stays", async () => {
  await start();
  const olga = await service.assume("operators", "olga");
  await service.deliver(leak.event());
  await service.advance(60);
  const PolicyDocument = denyOlderSessions(null, "2026-03-01T09:30:00Z");
  await olga.iam.send(new PutRolePolicyCommand({ ...DENY, PolicyDocument }));
  await service.advance(5 * 60);
  expect(await entriesOf("tamper")).toEqual([]);
  expect(await entriesOf("tampered-by")).toEqual([]);
  await works(olga);
});

test("a tool that manages policies from code is named, with how to tell it", async () => {
  await start();
  const terraform = await service.assume("operators", "terraform");
  terraform.iam.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { readonly headers: Record<string, string> };
      headers["user-agent"] =
        "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.70";
      return next(args);
    },
    { step: "finalizeRequest", priority: "low", name: "asTerraform" },
  );
  await service.deliver(leak.event());
  await terraform.iam.send(new DeleteRolePolicyCommand(DENY));
  await service.advance(30);
  expect((await service.incident()).tampering).toMatchObject([
    { who: "tool", tool: { name: "Terraform", tell: expect.stringContaining("ignore_changes") } },
  ]);
});

test("the intruder himself undoes it: he is denied again, and the role is held until it is quiet", async () => {
  await start();
  await service.admin.iam.send(
    new PutRolePolicyCommand({
      RoleName: "app",
      PolicyName: "iam",
      PolicyDocument: policy({ Effect: "Allow", Action: "iam:*", Resource: "*" }),
    }),
  );
  await service.advance(10); // What was set up is enforced.
  service.aws.world().settings.iamPropagation = 4_000;
  await service.deliver(leak.event());
  await leak.stolen.iam.send(new DeleteRolePolicyCommand(DENY));
  await service.advance(15);
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  expect(await service.incident()).toMatchObject({
    tampering: [{ who: "intruder" }],
    held: { since: expect.any(String) },
  });
  await service.advance(60);
  await expect(works(await service.assume("app", "alice"))).rejects.toMatchObject(refused);
  await service.advance(20 * 60);
  expect((await service.incident()).held?.releasedAt).toBeDefined();
  await works(await service.assume("app", "alice"));
});

test("undone again and again, a person is called, and it is put back every ten minutes instead of at once", async () => {
  await start({ mostReapplies: 3 });
  await service.deliver(leak.event());
  for (let times = 0; times < 3; times++) {
    await service.admin.iam.send(new DeleteRolePolicyCommand(DENY));
    await service.advance(10);
  }
  expect(await service.incident()).toMatchObject({
    status: "failed",
    because: [expect.stringContaining("undone 3 times"), expect.stringContaining("administration.backstop")],
  });
  expect(service.log).toContainEqual(
    expect.objectContaining({ message: expect.stringContaining("a person is needed") }),
  );
  await service.admin.iam.send(new DeleteRolePolicyCommand(DENY));
  await service.advance(3 * 60);
  await expect(service.admin.iam.send(new GetRolePolicyCommand(DENY))).rejects.toMatchObject({
    name: "NoSuchEntityException",
  });
  await service.advance(8 * 60);
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
});

test("an attached policy of ours that somebody detaches is attached again within seconds", async () => {
  await start();
  const filler = policy({ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${"x".repeat(10_000)}` });
  await service.admin.iam.send(
    new PutRolePolicyCommand({ RoleName: "app", PolicyName: "filler", PolicyDocument: filler }),
  );
  const olga = await service.assume("operators", "olga");
  await service.deliver(leak.event());
  await service.advance(60);
  const listed = await service.admin.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: "app" }));
  const PolicyArn = listed.AttachedPolicies?.find(({ PolicyName }) => PolicyName?.includes("Revoke"))?.PolicyArn;
  await olga.iam.send(new DetachRolePolicyCommand({ RoleName: "app", PolicyArn }));
  await works(leak.stolen);
  await service.advance(8);
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  expect((await service.incident()).tampering).toMatchObject([{ call: "iam:DetachRolePolicy" }]);
});

test("a role that is deleted and made anew is denied anew", async () => {
  await start();
  await service.deliver(leak.event());
  await service.advance(60);
  const { iam } = service.admin;
  for (const PolicyName of ["work", "AWSRevokeOlderSessions"])
    await iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName }));
  await iam.send(new DeleteRoleCommand({ RoleName: "app" }));
  await iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: ACCOUNT_TRUST }));
  const PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
  await iam.send(new AttachRolePolicyCommand({ RoleName: "app", PolicyArn }));
  const { Credentials } = await service.admin.sts.send(
    new AssumeRoleCommand({ RoleArn: "arn:aws:iam::111122223333:role/app", RoleSessionName: "back-again" }),
  );
  const back = service.as(keysOf(Credentials));
  await works(back);
  await service.advance(10);
  await expect(works(back)).rejects.toMatchObject(refused);
  expect((await entriesOf("tamper")).at(-1)).toMatchObject({ because: expect.stringContaining("made anew") });
});

test("who wrote the policy before anything had leaked is not taken for whoever undid it", async () => {
  await start();
  service.aws.world().settings.eventDelay = 24 * 60 * 60_000;
  const [olga, mallory] = [await service.assume("operators", "olga"), await service.assume("operators", "mallory")];
  const PolicyDocument = denyOlderSessions(null, "2026-03-01T08:00:00Z");
  await olga.iam.send(new PutRolePolicyCommand({ ...DENY, PolicyDocument }));
  await service.advance(5 * 60);
  await service.deliver(leak.event());
  await mallory.iam.send(new DeleteRolePolicyCommand(DENY));
  await service.advance(15 * 60);
  expect((await service.incident()).tampering?.map(({ by }) => by.split("/").at(-1))).toEqual(["mallory"]);
  await works(olga);
  await expect(works(mallory)).rejects.toMatchObject(refused);
});

test("who pressed the console's button meanwhile is not taken for whoever undid it, while the trail is late", async () => {
  await start();
  service.aws.world().settings.eventDelay = 24 * 60 * 60_000;
  const [olga, mallory] = [await service.assume("operators", "olga"), await service.assume("operators", "mallory")];
  await service.deliver(leak.event());
  await service.advance(60);
  const PolicyDocument = denyOlderSessions(null, "2026-03-01T09:30:00Z");
  await olga.iam.send(new PutRolePolicyCommand({ ...DENY, PolicyDocument }));
  await service.advance(8 * 60);
  await mallory.iam.send(new DeleteRolePolicyCommand(DENY));
  await service.advance(15 * 60);
  expect((await service.incident()).tampering?.map(({ by }) => by.split("/").at(-1))).toEqual(["mallory"]);
  await works(olga);
});

test("a user who gives himself a password again is named, though he need not say whose it is to be", async () => {
  await start();
  const { iam } = service.admin;
  const UserName = "ben";
  await iam.send(new CreateUserCommand({ UserName }));
  const work = policy({ Effect: "Allow", Action: "iam:*", Resource: "*" });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "work", PolicyDocument: work }));
  const [leaked, spare] = await Promise.all([newKey(UserName), newKey(UserName)]);
  const Password = "Correct-Horse-9-Battery";
  await iam.send(new CreateLoginProfileCommand({ UserName, Password }));
  await service.advance(60);
  const wish = { accessKeyId: leaked.accessKeyId, reason: "phished", reporter: "soc", disableConsole: true };
  await service.invoke({ action: "contain", principal: { type: "user", name: UserName }, ...wish });
  await service.advance(60);
  await service.as(spare).iam.send(new CreateLoginProfileCommand({ Password }));
  await service.advance(60);
  await expect(iam.send(new GetLoginProfileCommand({ UserName }))).rejects.toMatchObject({
    name: "NoSuchEntityException",
  });
  expect((await service.incident()).tampering).toMatchObject([
    { step: "disable-console", call: "iam:CreateLoginProfile", accessKeyId: spare.accessKeyId },
  ]);
});

async function newKey(UserName: string): Promise<Keys> {
  const { AccessKey } = await service.admin.iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}
