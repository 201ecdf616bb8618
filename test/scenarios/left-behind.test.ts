// What an intruder opened, made and read before the deny came stands in the incident, with the command that ends it.
import { RunInstancesCommand, TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateSecretCommand, GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PresentedResidual } from "../../lambda/page/present-residual.ts";
import { keysOf } from "../../local/clients.ts";
import { createInstanceRole, imdsOf } from "../support/instance.ts";
import { type Leak, leakSession, works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { plantCall } from "../support/plant-call.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const MINUTES = 60;
const anything = policy({ Effect: "Allow", Action: "*", Resource: "*" });

let service: TestService;
let leak: Leak;
beforeEach(async () => {
  service = await startService();
  leak = await leakSession(service);
  await service.admin.iam.send(
    new PutRolePolicyCommand({ RoleName: "app", PolicyName: "all", PolicyDocument: anything }),
  );
  await works(leak.stolen);
});
afterEach(() => service.close());

/** The alert comes when the trail shows what was done. */
async function contain() {
  await service.advance(6 * MINUTES);
  await service.deliver(leak.event());
  await service.advance(3 * MINUTES);
}

async function residual(): Promise<readonly PresentedResidual[]> {
  const { incident } = await service.invoke({ action: "incident", id: (await service.incident()).id });
  return (incident as { readonly residual: readonly PresentedResidual[] }).residual; // As the page shows it.
}

type Found = Extract<PresentedResidual, { readonly kind: string }>;
const found = async () => (await residual()).filter((one): one is Found => "kind" in one);
const itemsOf = async (kind: string) => (await found()).filter((item) => item.kind === kind);
const limits = async () => (await residual()).flatMap(({ section, why }) => (section === "limit" ? [why] : []));

async function backdoor(who: Clients, UserName: string): Promise<Clients> {
  await who.iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await who.iam.send(new CreateAccessKeyCommand({ UserName }));
  await who.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "all", PolicyDocument: anything }));
  return service.as({ accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" });
}

describe("what a leaked session has made before the deny", () => {
  test("is in the incident, thing by thing, with its events and the command that ends it", async () => {
    const { stolen } = leak;
    await createInstanceRole(service, "worker");
    const { ARN } = await service.admin.secrets.send(new CreateSecretCommand({ Name: "db", SecretString: "s3cr3t!" }));
    const eve = await backdoor(stolen, "eve");
    const trust = policy({ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" });
    await stolen.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "worker", PolicyDocument: trust }));
    const { Instances } = await stolen.ec2.send(
      new RunInstancesCommand({
        ImageId: "ami-0abcdef1234567890",
        MinCount: 1,
        MaxCount: 1,
        IamInstanceProfile: { Name: "worker" },
      }),
    );
    const instance = Instances?.[0]?.InstanceId ?? "";
    await stolen.secrets.send(new GetSecretValueCommand({ SecretId: ARN }));
    const made = plantCall(service, stolen, "lambda:CreateFunction20150331", { asked: { functionName: "cron" } });
    await contain();

    const items = await found();
    const named = items.map(({ what }) => what);
    expect(named).toEqual(
      expect.arrayContaining([
        `access key ${eve.keys.accessKeyId}`,
        "user eve",
        "trust policy of role worker",
        `instance ${instance}`,
        "function cron",
        `secret ${ARN}`,
      ]),
    );
    expect(items.find(({ what }) => what === "function cron")).toMatchObject({
      section: "left-behind",
      kind: "function",
      events: [made],
      calls: ["lambda:CreateFunction"],
      account: "111122223333",
      region: "us-east-1",
      why: expect.stringContaining("role"),
      commands: expect.arrayContaining([expect.stringContaining("delete-function --function-name cron")]),
    });
    expect(JSON.stringify(await service.incident())).not.toContain("s3cr3t!");

    // The deny ends none of it; the commands do.
    await works(eve);
    expect(await imdsOf(service, instance)).not.toBeNull();
    const { accessKeyId } = eve.keys;
    const commands = items.flatMap((item) => item.commands);
    expect(commands).toContain(`aws iam delete-access-key --user-name eve --access-key-id ${accessKeyId}`);
    expect(commands).toContain(`aws ec2 terminate-instances --instance-ids ${instance} --region us-east-1`);
    await service.admin.iam.send(new DeleteAccessKeyCommand({ UserName: "eve", AccessKeyId: accessKeyId }));
    await service.admin.ec2.send(new TerminateInstancesCommand({ InstanceIds: [instance] }));
    await expect(works(eve)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    expect(await imdsOf(service, instance)).toBeNull();
  });

  test("and taken away again is not listed, also where the trail shows the one long before the other", async () => {
    service.aws.world().settings.eventDelay = 24 * 60 * 60_000; // Nothing but the late trail.
    const { iam } = leak.stolen;
    await iam.send(new CreateUserCommand({ UserName: "short" }));
    await iam.send(new CreateUserCommand({ UserName: "eve" }));
    await service.advance(6 * MINUTES);
    await iam.send(new DeleteUserCommand({ UserName: "short" }));
    await service.deliver(leak.event());
    await service.advance(2 * MINUTES);
    expect((await itemsOf("user")).map(({ what }) => what).sort()).toEqual(["user eve", "user short"]);
    await service.advance(12 * MINUTES);
    expect((await itemsOf("user")).map(({ what }) => what)).toEqual(["user eve"]);
    expect((await service.incident()).residual).toMatchObject({ undone: 1 });
  });

  test("with a session that it had opened is found too", async () => {
    await service.createRole("b", ["iam:*"]);
    const RoleArn = "arn:aws:iam::111122223333:role/b";
    const { Credentials } = await leak.stolen.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "hop" }));
    const hop = service.as(keysOf(Credentials));
    await hop.iam.send(new CreateUserCommand({ UserName: "eve" }));
    await contain();
    expect(await itemsOf("user")).toMatchObject([{ what: "user eve", calls: ["iam:CreateUser"] }]);
    expect(await itemsOf("session")).toMatchObject([{ what: expect.stringContaining(hop.keys.accessKeyId) }]);
  });

  test("in calls that nobody has described here is listed as unknown", async () => {
    const event = plantCall(service, leak.stolen, "quantum:Twist");
    await contain();
    expect(await residual()).toContainEqual(
      expect.objectContaining({
        section: "unknown",
        what: "quantum:Twist",
        events: [event],
        commands: [
          `aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventId,AttributeValue=${event} --region us-east-1`,
        ],
      }),
    );
  });

  test("is marked where it is merely likely that it was the intruder", async () => {
    await createInstanceRole(service, "worker", { Effect: "Allow", Action: "iam:*", Resource: "*" });
    const wish = { ImageId: "ami-0abcdef1234567890", MinCount: 1, MaxCount: 1, IamInstanceProfile: { Name: "worker" } };
    const { Instances } = await leak.stolen.ec2.send(new RunInstancesCommand(wish));
    const imds = await imdsOf(service, Instances?.[0]?.InstanceId);
    const machine = service.as(await credentialsOf(imds ?? ""));
    await machine.iam.send(new CreateUserCommand({ UserName: "robot" }));
    await leak.stolen.iam.send(new CreateUserCommand({ UserName: "eve" }));
    await contain();
    const users = new Map((await itemsOf("user")).map((item) => [item.what, item]));
    expect(users.get("user robot")).toMatchObject({ likely: true });
    expect(users.get("user eve")).not.toHaveProperty("likely");
  });
});

/** As a program on the instance asks for them. */
async function credentialsOf(imds: string) {
  const path = `${imds}/latest/meta-data/iam/security-credentials/`;
  const { AccessKeyId, SecretAccessKey, Token } = (await (await fetch(`${path}worker`)).json()) as {
    readonly [member in "AccessKeyId" | "SecretAccessKey" | "Token"]: string;
  };
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token };
}

describe("what is not known", () => {
  test("stands beside it: from when on, and that nobody looks what others have put back", async () => {
    await contain();
    expect((await limits()).join(" ")).toMatch(/looked at from 2026-03-01T09:00:00.*Calls of others are not looked up/);
  });

  test("a trail that the intruder has switched off keeps silence from proving anything", async () => {
    const event = plantCall(service, leak.stolen, "cloudtrail:StopLogging", { asked: { name: "audit" } });
    await contain();
    await service.advance(2 * 3600 + 30 * MINUTES);
    const { proof, evidence } = await service.incident();
    expect(proof).toBe("unproven");
    expect(evidence?.missing).toEqual([expect.stringMatching(`trail audit switched off .*event ${event}`)]);
  });
});

describe("where the ledger fails", () => {
  test("what could not be told is told after the next walk, though that brings nothing new", async () => {
    await leak.stolen.iam.send(new CreateUserCommand({ UserName: "eve" }));
    const { ledger } = service.deps;
    const { append } = ledger;
    let failed = 0;
    const failing: typeof append = (claim, at, next) =>
      append(claim, at, (incident) => {
        const entries = next(incident);
        if (failed > 0 || !entries.some(({ type }) => type === "residual")) return entries;
        failed++;
        throw new Error("The process died.");
      });
    Object.assign(ledger, { append: failing });
    await contain();
    await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });
    expect(failed).toBe(1);
    expect((await limits()).join(" ")).toContain("is not known");
    expect(await ledger.readTrace((await service.incident()).id)).toBeDefined(); // The walk is not walked again.
    await service.advance(6 * MINUTES);
    expect(await itemsOf("user")).toMatchObject([{ what: "user eve" }]);
  });

  test("between the deny and the calls, they come again with the next walk", async () => {
    await leak.stolen.iam.send(new CreateUserCommand({ UserName: "eve" }));
    const { ledger } = service.deps;
    const keepCalls = ledger.keepCalls;
    Object.assign(ledger, {
      keepCalls: async () => {
        Object.assign(ledger, { keepCalls });
        throw new Error("The table is gone.");
      },
    });
    await contain();
    await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });
    expect(await itemsOf("user")).toEqual([]);
    await service.advance(6 * MINUTES);
    expect(await itemsOf("user")).toMatchObject([{ what: "user eve" }]);
  });
});
