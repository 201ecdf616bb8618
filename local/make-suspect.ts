// Whom an alert names, made in the local AWS with a live session or key: so that there is somebody to contain.
import {
  AddRoleToInstanceProfileCommand,
  CreateAccessKeyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetFederationTokenCommand } from "@aws-sdk/client-sts";
import type { Alert } from "../lambda/model.ts";
import { giveKeyId, giveRoleId, giveUserId } from "../mock-aws/plant.ts";
import { type Clients, type Keys, keysOf } from "./clients.ts";
import type { Stage } from "./stage.ts";

const MAY_LOOK = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: ["iam:GetUser", "ec2:DescribeRegions"], Resource: "*" },
});

/** Undefined for those that nobody can make by asking: root, AWS's services, instances by their id, names that are none. */
export async function makeSuspect(stage: Stage, alert: Alert): Promise<Clients | undefined> {
  const keys = await keysFor(stage, alert);
  if (!keys) return undefined;
  const { accessKeyId } = alert;
  if (accessKeyId === undefined) return stage.as(keys);
  giveKeyId(stage.aws.aws.world(), keys.accessKeyId, accessKeyId);
  return stage.as({ ...keys, accessKeyId });
}

async function keysFor(stage: Stage, { principal, accessKeyId }: Alert): Promise<Keys | undefined> {
  switch (principal.kind) {
    case "role":
      return sessionOf(stage, { ...principal, session: principal.session ?? "session" });
    case "unique-id":
      if (!principal.id.startsWith("AROA")) return undefined;
      return sessionOf(stage, { name: "a-role", id: principal.id, session: principal.session ?? "session" });
    case "instance-profile":
      return profileOf(stage, principal.name, principal.instance ?? "i-0123456789abcdef0");
    case "user":
      return userKeys(stage, principal.name, principal.id);
    case "federated-user":
      return federated(stage, principal.name, principal.issuer ?? "issuer");
    case "access-key":
      if (accessKeyId?.startsWith("AKIA")) return userKeys(stage, "somebody");
      return sessionOf(stage, { name: "a-role", session: "session" });
    default:
      return undefined;
  }
}

type RoleSession = { readonly name: string; readonly id?: string; readonly session: string };

/** A role that an earlier alert has made already is taken as it is. */
async function sessionOf(stage: Stage, { name: RoleName, id, session }: RoleSession): Promise<Keys> {
  const { iam, sts } = stage.admin;
  const trust = { Effect: "Allow", Principal: { AWS: stage.account }, Action: "sts:AssumeRole" };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: trust });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument })).catch(unless(made(stage), RoleName));
  made(stage).add(RoleName);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "work", PolicyDocument: MAY_LOOK }));
  if (id !== undefined) giveRoleId(stage.aws.aws.world(), stage.account, RoleName, id);
  await stage.wait(10);
  const RoleArn = `arn:aws:iam::${stage.account}:role/${RoleName}`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: session }));
  return keysOf(Credentials);
}

async function profileOf(stage: Stage, name: string, instance: string): Promise<Keys> {
  const keys = await sessionOf(stage, { name, session: instance });
  const { iam } = stage.admin;
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name })).catch(existing);
  await iam
    .send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }))
    .catch((error: Error) => existing(error, "LimitExceededException"));
  return keys;
}

async function userKeys(stage: Stage, UserName: string, id?: string): Promise<Keys> {
  const { iam } = stage.admin;
  await iam.send(new CreateUserCommand({ UserName })).catch(unless(made(stage), UserName));
  made(stage).add(UserName);
  if (id !== undefined) giveUserId(stage.aws.aws.world(), stage.account, UserName, id);
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "work", PolicyDocument: MAY_LOOK }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}

/** A federated user may call no IAM by API: it lists Regions. */
async function federated(stage: Stage, Name: string, issuer: string): Promise<Keys> {
  const { iam } = stage.admin;
  const keys = await userKeys(stage, issuer);
  const mayFederate = { Effect: "Allow", Action: "sts:GetFederationToken", Resource: "*" };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: mayFederate });
  await iam.send(new PutUserPolicyCommand({ UserName: issuer, PolicyName: "federate", PolicyDocument }));
  await stage.wait(10);
  const { Credentials } = await stage.as(keys).sts.send(new GetFederationTokenCommand({ Name, Policy: MAY_LOOK }));
  return keysOf(Credentials);
}

/** Names that were made for the alerts of one event: what was there before is nobody's to change. */
const MADE = new WeakMap<Stage, Set<string>>();

function made(stage: Stage): Set<string> {
  const names = MADE.get(stage) ?? new Set<string>();
  MADE.set(stage, names);
  return names;
}

function unless(names: ReadonlySet<string>, name: string): (error: Error) => void {
  return (error) => {
    if (error.name !== "EntityAlreadyExistsException" || !names.has(name)) throw error;
  };
}

function existing(error: Error, other?: string): void {
  if (error.name !== "EntityAlreadyExistsException" && error.name !== other) throw error;
}
