// Incidents as programs read them, of leaks that were played on the local AWS: for whatever draws, reports or shows them.
import { DescribeRegionsCommand, RunInstancesCommand } from "@aws-sdk/client-ec2";
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateSecretCommand, GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { readWhole } from "../../client/read-whole.ts";
import type { Answers, Ask, Presented } from "../../lambda/answers.ts";
import { keysOf } from "../../local/clients.ts";
import { guardDutyEvent } from "./findings.ts";
import { createInstanceRole } from "./instance.ts";
import { type Leak, leakSession, works } from "./leak.ts";
import type { Clients } from "./local-aws.ts";
import { ACCOUNT_TRUST, policy, startService, type TestService } from "./service.ts";

/** What an incident looked like, what its record was found to be, and when. */
export type Told = {
  readonly incident: Presented;
  readonly verified: Answers["verify-ledger"];
  readonly now: number;
};

const MINUTES = 60;
const ANYTHING = policy({ Effect: "Allow", Action: "*", Resource: "*" });

/** A service in which what is played can be told at any moment. */
export async function startTelling(config: object = {}) {
  const service = await startService({
    config: {
      defaultMode: { user: "contain" },
      protectedPrincipals: ["arn:aws:iam::*:role/guarded", "arn:aws:iam::*:role/vault"],
      ...config,
    },
  });
  const ask = ((action, request) => service.invoke({ action, ...request })) as Ask; // The function answers as route.ts types it.
  const idOf = async () => (await service.incident()).id;
  return {
    service,
    /** As it is now; of the incident that was opened last unless another is named. */
    async tell(id?: string): Promise<Told> {
      const named = id ?? (await idOf());
      const incident = await readWhole(ask, named);
      if (!incident) throw new Error(`There is no incident ${named}.`);
      return { incident, verified: await ask("verify-ledger", { id: named }), now: service.now() };
    },
  };
}

export type Telling = Awaited<ReturnType<typeof startTelling>>;

export async function hop(service: TestService, from: Clients, role: string, session = "hop"): Promise<Clients> {
  const RoleArn = `arn:aws:iam::111122223333:role/${role}`;
  const { Credentials } = await from.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: session }));
  return service.as(keysOf(Credentials));
}

/** An intruder who hops over roles, makes a user, opens a door and starts an instance; and somebody who undoes the deny. */
export async function tellIntrusion({ service, tell }: Telling): Promise<Told> {
  for (const name of ["build", "deploy", "door"]) await service.createRole(name, ["iam:GetUser", "sts:AssumeRole"]);
  await service.createRole("guarded", ["iam:*"]);
  await createInstanceRole(service, "worker");
  const { ARN } = await service.admin.secrets.send(new CreateSecretCommand({ Name: "db", SecretString: "s3cr3t!" }));
  const leak = await leakSession(service);
  await service.admin.iam.send(
    new PutRolePolicyCommand({ RoleName: "app", PolicyName: "all", PolicyDocument: ANYTHING }),
  );
  await work(service, leak, ARN ?? "");
  await service.advance(6 * MINUTES);
  await service.deliver(leak.event());
  await works(leak.stolen).catch(() => undefined);
  await service.advance(4 * MINUTES);
  const olga = await service.assume("guarded", "olga");
  await olga.iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "AWSRevokeOlderSessions" }));
  await service.advance(8 * MINUTES);
  return tell();
}

async function work(service: TestService, { stolen }: Leak, secret: string): Promise<void> {
  await works(stolen);
  await service.advance(70);
  const build = await hop(service, stolen, "build");
  await service.advance(50);
  await hop(service, build, "deploy", "release-42");
  await stolen.iam.send(new CreateUserCommand({ UserName: "eve" }));
  const { AccessKey } = await stolen.iam.send(new CreateAccessKeyCommand({ UserName: "eve" }));
  await stolen.iam.send(new PutUserPolicyCommand({ UserName: "eve", PolicyName: "all", PolicyDocument: ANYTHING }));
  await service.advance(20);
  const eve = service.as({
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  });
  await eve.sts.send(new GetSessionTokenCommand({}));
  await eve.ec2.send(new DescribeRegionsCommand({}));
  await stolen.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "door", PolicyDocument: ACCOUNT_TRUST }));
  await stolen.ec2.send(
    new RunInstancesCommand({
      ImageId: "ami-0abcdef1234567890",
      MinCount: 1,
      MaxCount: 1,
      IamInstanceProfile: { Name: "worker" },
    }),
  );
  await stolen.secrets.send(new GetSecretValueCommand({ SecretId: secret }));
}

/** A leak that is contained, proven, and lifted when the deny has nothing left to deny; in each of these moments. */
export async function tellPlain({
  service,
  tell,
}: Telling): Promise<readonly [contained: Told, proven: Told, lifted: Told]> {
  const leak = await leakSession(service, "web");
  await service.deliver(leak.event({ id: "plain" }));
  await service.advance(45);
  await works(leak.stolen).catch(() => undefined);
  const contained = await tell();
  await service.advance(6 * MINUTES);
  await service.sleepThrough(2.4);
  const proven = await tell();
  await service.sleepThrough(11);
  return [contained, proven, await tell()];
}

/** Somebody whom a person has to be asked about. */
export async function tellAsked({ service, tell }: Telling): Promise<Told> {
  const leak = await leakSession(service, "vault");
  await service.deliver(leak.event({ id: "asked" }));
  return tell();
}

/** A finding about a role that is not there. */
export async function tellRefused({ service, tell }: Telling): Promise<Told> {
  await service.deliver(
    guardDutyEvent({ id: "refused", userName: "nobody", lastSeen: new Date(service.now()).toISOString() }),
  );
  return tell();
}

/** IAM takes no deny: the steps fail and are tried again. */
export async function tellFailed({ service, tell }: Telling): Promise<Told> {
  const leak = await leakSession(service, "stuck");
  const fault = { service: "iam", operation: "PutRolePolicy", fault: "error", times: 100, probability: 1 } as const;
  service.aws.world().faults.push(fault);
  await service.deliver(leak.event({ id: "failed" }));
  const told = await tell();
  service.aws.world().faults.length = 0;
  return told;
}
