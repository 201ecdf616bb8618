// A leak to practise on in the local service: a stolen session at work that nobody has reported, and a published key that somebody has.
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateSecretCommand, GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { ADMIN_KEY } from "../mock-aws/bootstrap.ts";
import type { Clock } from "../mock-aws/clock.ts";
import { HOME_ACCOUNT } from "../mock-aws/world.ts";
import { type Clients, clientsOf, keysOf } from "./clients.ts";
import type { Reachable } from "./functions.ts";
import type { Told } from "./server.ts";

export type PlayedLeak = {
  readonly role: string;
  readonly session: string;
  /** Of the session that the intruder has; no alert has named it. */
  readonly accessKeyId: string;
  readonly user: string;
  /** Of the user; it is reported, and a person is asked about it. */
  readonly userAccessKeyId: string;
};

const SECRET = "prod/database";
const [ROLE, ARCHIVE, USER] = ["app", "archive", "robot"];
const SESSION = "i-0abcdef1234567890";

/** Where the intruder sits: an address of the documentation, RFC 5737. */
const OUTSIDE = "198.51.100.7";
/** As long as a session may be: he is still there when it is proven that nothing works any more. */
const SESSION_SECONDS = 12 * 3600;
const EACH_MS = 60_000;
/** Longer than CloudTrail is late: whose key it is can be found out. */
const BEGUN_MS = 10 * 60_000;

export async function playLeak({ aws, endpoint }: Reachable): Promise<PlayedLeak> {
  const { clock } = aws.world();
  const admin = clientsOf(endpoint, ADMIN_KEY);
  await admin.secrets.send(new CreateSecretCommand({ Name: SECRET, SecretString: "the crown jewels" }));
  await createRole(admin, ROLE, `arn:aws:iam::${HOME_ACCOUNT}:root`);
  await createRole(admin, ARCHIVE, `arn:aws:iam::${HOME_ACCOUNT}:role/${ROLE}`);
  const userAccessKeyId = await publishKey(admin);

  const thief = await open(endpoint, admin, ROLE, SESSION, SESSION_SECONDS);
  await look(thief);
  const hop = await open(endpoint, thief, ARCHIVE, "backup", 3600); // Role chaining: an hour at most.
  await look(hop);
  goOn(clock, [thief, hop]);
  await clock.advanceTo(clock.now() + BEGUN_MS);
  return { role: ROLE, session: SESSION, accessKeyId: thief.keys.accessKeyId, user: USER, userAccessKeyId };
}

/** For whoever starts the service. */
export function toldOf(leak: PlayedLeak): Told {
  const { role, session, accessKeyId, user, userAccessKeyId } = leak;
  return {
    name: "leak",
    value: leak,
    lines: [
      "A leak to practise on:",
      `An intruder works with a stolen session of the role ${role}, ${session}. Its key stood in a build log: ${accessKeyId}. Nobody has reported it.`,
      `The key ${userAccessKeyId} of the user ${user} stood in a public repository. That is reported, and waits for a person's word.`,
    ],
  };
}

async function createRole({ iam }: Clients, RoleName: string, trusted: string): Promise<void> {
  const trust = document({ Effect: "Allow", Principal: { AWS: trusted }, Action: "sts:AssumeRole" });
  const input = { RoleName, AssumeRolePolicyDocument: trust, MaxSessionDuration: SESSION_SECONDS };
  await iam.send(new CreateRoleCommand(input));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "work", PolicyDocument: MAY_WORK }));
}

/** A user's key that stood in a repository: by default a person is asked about users. */
async function publishKey({ iam, events }: Clients): Promise<string> {
  await iam.send(new CreateUserCommand({ UserName: USER }));
  await iam.send(new PutUserPolicyCommand({ UserName: USER, PolicyName: "work", PolicyDocument: MAY_WORK }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: USER }));
  const accessKeyId = AccessKey?.AccessKeyId ?? "";
  const detail = { accessKeyId, reason: "Found in a public repository", reporter: "the secret scanner" };
  const entry = { Source: "credential-leak", DetailType: "Credential Leak", Detail: JSON.stringify(detail) };
  await events.send(new PutEventsCommand({ Entries: [entry] }));
  return accessKeyId;
}

async function open(endpoint: string, by: Clients, role: string, session: string, seconds: number): Promise<Clients> {
  const RoleArn = `arn:aws:iam::${HOME_ACCOUNT}:role/${role}`;
  const wish = new AssumeRoleCommand({ RoleArn, RoleSessionName: session, DurationSeconds: seconds });
  return clientsOf(endpoint, keysOf((await by.sts.send(wish)).Credentials), { from: OUTSIDE });
}

/** Each minute of the virtual clock, until the local AWS ends or begins anew. */
function goOn(clock: Clock, thieves: readonly Clients[]): void {
  clock.at(clock.now() + EACH_MS, async () => {
    await Promise.all(thieves.map(look));
    goOn(clock, thieves);
  });
}

/** Whether it works or not. */
async function look({ secrets }: Clients): Promise<void> {
  await secrets.send(new GetSecretValueCommand({ SecretId: SECRET })).catch(() => undefined);
}

function document(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statement });
}

const MAY_WORK = document({
  Effect: "Allow",
  Action: ["secretsmanager:GetSecretValue", "sts:AssumeRole"],
  Resource: "*",
});
