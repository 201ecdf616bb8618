// Leaks of every kind of credential, each with all that its containment may have to take.
import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  AttachManagedPolicyToPermissionSetCommand,
  DeleteInlinePolicyFromPermissionSetCommand,
} from "@aws-sdk/client-sso-admin";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { keysOf } from "../../local/clients.ts";
import { stealFromInstance } from "../../local/steal-from-instance.ts";
import { plantRootKey } from "../../mock-aws/plant.ts";
import type { Workforce } from "../mock-aws/sso-admin/workforce.ts";
import { type FindingOptions, guardDutyEvent } from "../support/findings.ts";
import { createInstanceRole, imdsOf, runInstance } from "../support/instance.ts";
import type { Clients } from "../support/local-aws.ts";
import { policy } from "../support/session.ts";
import type { Estate, Place } from "./estate.ts";

/** A credential in a thief's hands, which is good for listing the roles of the account. */
export type Leak = {
  readonly story: string;
  readonly account: string;
  /** Of whom it is, as the incident says. */
  readonly name: string;
  /** A role's or a user's; with the session's, as GuardDuty writes it. */
  readonly id: string;
  readonly thief: Clients;
};

export type Story = {
  leak(estate: Estate, place: Place, name: string): Promise<Omit<Leak, "story" | "account" | "name">>;
  /** How the responder hears of it. */
  report(estate: Estate, place: Place, leak: Leak): Promise<unknown>;
};

/** Each short of what a deny takes: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const FULL_ROLE = { Sid: "x".repeat(10_080) };
const FULL_USER = { Sid: "x".repeat(1_900) };
const MOST_ATTACHED = 10;
const MAY = { Effect: "Allow", Action: ["iam:ListRoles", "sts:GetCallerIdentity"], Resource: "*" };

/** In each account that is served. */
export const STORIES: Readonly<Record<string, Story>> = {
  "a role's session, of which its key is known": {
    leak: session,
    report: (estate, place, { thief }) => tell(estate, place, { accessKeyId: thief.keys.accessKeyId }),
  },
  "a session of a role without room, of which an id is known": {
    leak: (estate, place, name) => session(estate, place, name, FULL_ROLE),
    report: (estate, place, { id }) => find(estate, place, { principalId: id, userName: "" }),
  },
  "a session of a role without any room, of which the name is known": {
    async leak(estate, place, name) {
      const known = await session(estate, place, name, FULL_ROLE);
      await attachMost(place, name);
      return known;
    },
    report: (estate, place, { name }) => tell(estate, place, { principal: { type: "role", name } }),
  },
  "an instance's session": {
    leak: onInstance,
    report: (estate, place, { id: instance }) =>
      tell(estate, place, { principal: { type: "instance", name: instance } }),
  },
  "a user's key, of which its id is known": {
    leak: key,
    report: (estate, place, { thief }) => tell(estate, place, { accessKeyId: thief.keys.accessKeyId }),
  },
  "a key of a user without room, who has a password": {
    async leak(estate, place, UserName) {
      const known = await key(estate, place, UserName, FULL_USER);
      await place.admin.iam.send(new CreateLoginProfileCommand({ UserName, Password: "correct-Horse-battery-9" }));
      return known;
    },
    report: ({ invoke }, { account }, { name }) =>
      invoke(request({ account, principal: { type: "user", name }, disableConsole: true })),
  },
};

/** In the member account only. */
export const MEMBER_STORIES: Readonly<Record<string, Story>> = {
  "a session of a person of Identity Center": {
    async leak({ force }, { account }) {
      const set = await force.createPermissionSet("Auditor");
      await giveManaged(force, set);
      const ana = await force.createUser("ana@example.com");
      await force.assign(set, ana, account);
      const thief = force.session(ana, account, set);
      if (!thief) throw new Error("The portal gives no session.");
      return { thief, id: (await thief.sts.send(new GetCallerIdentityCommand({}))).Arn ?? "" };
    },
    async report(estate, place, { thief, id }) {
      const { UserId: principalId = "" } = await thief.sts.send(new GetCallerIdentityCommand({}));
      const found = { accessKeyId: thief.keys.accessKeyId, principalId, userName: id.split("/")[1] ?? "" };
      return find(estate, place, found);
    },
  },
  "the root user's key": {
    leak: async ({ aws }, { account }) => ({ thief: aws.as(plantRootKey(aws.aws.world(), account)), id: account }),
    report: (estate, place, { thief, id }) =>
      find(estate, place, { accessKeyId: thief.keys.accessKeyId, principalId: id, userName: "Root", userType: "Root" }),
  },
};

async function session({ aws }: Estate, { account, admin }: Place, RoleName: string, filled: object = {}) {
  const AssumeRolePolicyDocument = policy({ Effect: "Allow", Principal: { AWS: account }, Action: "sts:AssumeRole" });
  const { Role } = await admin.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyDocument = policy({ ...MAY, ...filled });
  await admin.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "work", PolicyDocument }));
  const wish = { RoleArn: Role?.Arn, RoleSessionName: "thief" };
  const { Credentials } = await admin.sts.send(new AssumeRoleCommand(wish));
  return { thief: aws.as(keysOf(Credentials)), id: `${Role?.RoleId}:thief` };
}

/** In place of its inline policy: so there is none to put back. */
async function giveManaged({ admin, InstanceArn }: Workforce, PermissionSetArn: string): Promise<void> {
  const named = { InstanceArn, PermissionSetArn };
  const ManagedPolicyArn = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";
  await admin.sso.send(new AttachManagedPolicyToPermissionSetCommand({ ...named, ManagedPolicyArn }));
  await admin.sso.send(new DeleteInlinePolicyFromPermissionSetCommand(named));
}

async function attachMost({ admin: { iam } }: Place, RoleName: string): Promise<void> {
  const PolicyDocument = policy({ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" });
  for (let index = 0; index < MOST_ATTACHED; index++) {
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: `filler-${index}`, PolicyDocument }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: Policy?.Arn }));
  }
}

async function onInstance({ aws }: Estate, { admin }: Place, name: string) {
  const there = { ...aws, admin };
  await createInstanceRole(there, name, MAY);
  const { InstanceId: id = "" } = await runInstance(there, name);
  return { thief: aws.as(await stealFromInstance((await imdsOf(aws, id)) ?? "", name)), id };
}

async function key({ aws }: Estate, { admin: { iam } }: Place, UserName: string, filled: object = {}) {
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = policy({ ...MAY, ...filled });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "work", PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey ?? {};
  return { thief: aws.as({ accessKeyId, secretAccessKey }), id: User?.UserId ?? "" };
}

/** Somebody's event, on the bus of the account itself. */
function tell({ deliver }: Estate, place: Place, known: object): Promise<void> {
  const detail = { reason: "found in a public repository", reporter: "a scanner", ...known };
  return deliver(place, { source: "credential-leak", "detail-type": "Credential Leak", detail });
}

function find({ aws, deliver }: Estate, place: Place, known: FindingOptions): Promise<void> {
  const lastSeen = new Date(aws.now()).toISOString();
  return deliver(place, guardDutyEvent({ account: place.account, lastSeen, ...known }));
}

function request(known: object): object {
  return { action: "contain", reason: "phished", ...known };
}
