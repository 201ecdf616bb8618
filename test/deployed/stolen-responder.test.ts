// The responder's own credentials in a thief's hands: what it can never be made to do, whatever is attached to its role, and what it can.
import { DeleteItemCommand, DeleteTableCommand, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { DeleteRuleCommand, DisableRuleCommand } from "@aws-sdk/client-eventbridge";
import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  ListUsersCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { PutFunctionConcurrencyCommand, UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { ListSecretsCommand } from "@aws-sdk/client-secrets-manager";
import { PurgeQueueCommand } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BOUNDARY, FORWARD, HOME_ROLES, RESPONDER } from "../../lambda/own-names.ts";
import { keysOf } from "../../local/clients.ts";
import { executionCredentials } from "../../mock-aws/lambda/execution-role.ts";
import type { Clients } from "../support/local-aws.ts";
import { policy } from "../support/session.ts";
import { type Estate, EVERYTHING, HOME, MEMBER, type Place, ROLES, startEstate } from "./estate.ts";

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const ALL = policy({ Effect: "Allow", Action: "*", Resource: "*" });
const OURS = "/credential-leak-responder/";

let estate: Estate;
beforeAll(async () => {
  estate = await startEstate({ config: { untouchable: ["arn:aws:iam::*:role/break-glass-*"] } });
  for (const place of [estate.home, estate.member]) await settle(place);
});
afterAll(() => estate.aws.close());

/** Who else is in the account: a role with a policy of its own, one to recover with, and a user. */
async function settle({ account, admin: { iam } }: Place): Promise<void> {
  const trust = policy({ Effect: "Allow", Principal: { AWS: account }, Action: "sts:AssumeRole" });
  for (const RoleName of ["app", "break-glass-1"])
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
  await iam.send(new CreateUserCommand({ UserName: "bob" }));
  await iam.send(new CreatePolicyCommand({ PolicyName: "theirs", PolicyDocument: ALL }));
}

function stolenFromHome(): Clients {
  const { accessKeyId, secretAccessKey, sessionToken } = executionCredentials(estate.aws.aws.world(), {
    account: HOME,
    region: "us-east-1",
    name: RESPONDER,
    roleName: RESPONDER,
  });
  return estate.aws.as({ accessKeyId, secretAccessKey, sessionToken });
}

async function stolenInMember(): Promise<Clients> {
  const { externalId: ExternalId } = EVERYTHING.members;
  const RoleArn = `arn:aws:iam::${MEMBER}:role/${ROLES[MEMBER]}`;
  const wish = { RoleArn, RoleSessionName: "thief", ExternalId };
  return estate.aws.as(keysOf((await stolenFromHome().sts.send(new AssumeRoleCommand(wish))).Credentials));
}

type Attempt = (thief: Clients, account: string) => Promise<unknown>;

/** On a role that is to stay as it is. */
const changes = (RoleName: string): Readonly<Record<string, Attempt>> => ({
  [`write a policy into ${RoleName}`]: ({ iam }) =>
    iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "mine", PolicyDocument: ALL })),
  [`take the policy out of ${RoleName}`]: ({ iam }) =>
    iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "work" })),
  [`attach a policy to ${RoleName}`]: ({ iam }, account) =>
    iam.send(
      new AttachRolePolicyCommand({
        RoleName,
        PolicyArn: `arn:aws:iam::${account}:policy${OURS}AWSRevokeOlderSessions-x`,
      }),
    ),
  [`let somebody else assume ${RoleName}`]: ({ iam }) =>
    iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: ALL })),
  [`lift the boundary of ${RoleName}`]: ({ iam }) => iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName })),
  [`give ${RoleName} another boundary`]: ({ iam }) =>
    iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: ADMINISTRATOR })),
  [`delete ${RoleName}`]: ({ iam }) => iam.send(new DeleteRoleCommand({ RoleName })),
});

const arnOf = (account: string, name: string) => `arn:aws:iam::${account}:policy/${name}`;

const ON_OTHERS: Readonly<Record<string, Attempt>> = {
  "rewrite the boundary": ({ iam }, account) =>
    iam.send(
      new CreatePolicyVersionCommand({ PolicyArn: arnOf(account, BOUNDARY), PolicyDocument: ALL, SetAsDefault: true }),
    ),
  "delete the boundary": ({ iam }, account) =>
    iam.send(new DeletePolicyCommand({ PolicyArn: arnOf(account, BOUNDARY) })),
  "make a role an administrator by AWS's own policy": ({ iam }) =>
    iam.send(new AttachRolePolicyCommand({ RoleName: "app", PolicyArn: ADMINISTRATOR })),
  "make a user an administrator by AWS's own policy": ({ iam }) =>
    iam.send(new AttachUserPolicyCommand({ UserName: "bob", PolicyArn: ADMINISTRATOR })),
  "attach somebody else's policy": ({ iam }, account) =>
    iam.send(new AttachRolePolicyCommand({ RoleName: "app", PolicyArn: arnOf(account, "theirs") })),
  "rewrite somebody else's policy": ({ iam }, account) =>
    iam.send(
      new CreatePolicyVersionCommand({ PolicyArn: arnOf(account, "theirs"), PolicyDocument: ALL, SetAsDefault: true }),
    ),
  "make a policy where others are": ({ iam }) =>
    iam.send(new CreatePolicyCommand({ PolicyName: "mine", PolicyDocument: ALL })),
  "create a user": ({ iam }) => iam.send(new CreateUserCommand({ UserName: "mallory" })),
  "create a role": ({ iam }) => iam.send(new CreateRoleCommand({ RoleName: "mallory", AssumeRolePolicyDocument: ALL })),
  "create a key": ({ iam }) => iam.send(new CreateAccessKeyCommand({ UserName: "bob" })),
  "give a user a password": ({ iam }) =>
    iam.send(new CreateLoginProfileCommand({ UserName: "bob", Password: "correct-Horse-battery-9" })),
  "become a role of the account": ({ sts }, account) =>
    sts.send(new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/app`, RoleSessionName: "thief" })),
  "read secrets": ({ secrets }) => secrets.send(new ListSecretsCommand({})),
};

const ON_THE_STACK: Readonly<Record<string, Attempt>> = {
  "stop the heartbeat": ({ events }) => events.send(new DisableRuleCommand({ Name: `${RESPONDER}-heartbeat` })),
  "delete a rule": ({ events }) => events.send(new DeleteRuleCommand({ Name: `${RESPONDER}-guardduty` })),
  "let the function run for nobody": ({ lambda }) =>
    lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: RESPONDER, ReservedConcurrentExecutions: 0 })),
  "change the function": ({ lambda }) =>
    lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: RESPONDER, Timeout: 1 })),
  "delete the ledger": async ({ dynamodb }) => dynamodb.send(new DeleteTableCommand({ TableName: await ledger() })),
  "take something out of the ledger": async ({ dynamodb }) => {
    const Key = { pk: { S: "incident#1" }, sk: { S: "head" } };
    return dynamodb.send(new DeleteItemCommand({ TableName: await ledger(), Key }));
  },
  "empty the dead-letter queue": ({ sqs }) => {
    const QueueUrl = `${estate.aws.endpoint}/${HOME}/${RESPONDER}-dead-letters`;
    return sqs.send(new PurgeQueueCommand({ QueueUrl }));
  },
};

async function ledger(): Promise<string> {
  const { TableNames: [name = ""] = [] } = await estate.home.admin.dynamodb.send(new ListTablesCommand({}));
  return name;
}

const REFUSED = { name: expect.stringMatching(/^AccessDenied(Exception)?$/) };
const LATER = ["as it is deployed", "when somebody has attached AdministratorAccess to its role"] as const;

describe.each(LATER)("the responder's role, %s,", (when) => {
  beforeAll(() => attach(estate.home, RESPONDER, when));

  const attempts = { ...merged(HOME_ROLES), ...changes("break-glass-1"), ...ON_OTHERS, ...ON_THE_STACK };
  test.each(Object.entries(attempts))("cannot %s", async (_, attempt) => {
    await expect(attempt(stolenFromHome(), HOME)).rejects.toMatchObject(REFUSED);
  });
});

describe.each(LATER)("the role in a member account, %s,", (when) => {
  beforeAll(() => attach(estate.member, ROLES[MEMBER], when));

  const attempts = { ...merged([ROLES[MEMBER], FORWARD]), ...changes("break-glass-1"), ...ON_OTHERS };
  test.each(Object.entries(attempts))("cannot %s", async (_, attempt) => {
    await expect(attempt(await stolenInMember(), MEMBER)).rejects.toMatchObject(REFUSED);
  });
});

function merged(roles: readonly string[]): Readonly<Record<string, Attempt>> {
  return Object.assign({}, ...roles.map(changes));
}

async function attach({ admin }: Place, RoleName: string, when: (typeof LATER)[number]): Promise<void> {
  if (when === LATER[1]) await admin.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: ADMINISTRATOR }));
}

/** IAM has no condition on what a policy says: whoever may deny may allow. docs/threat-model.md says what follows. */
describe("what no policy can keep it from", () => {
  const mine = { RoleName: "app", PolicyName: "mine" };

  test("making any other role of its account an administrator", async () => {
    const { iam } = stolenFromHome();
    await iam.send(new PutRolePolicyCommand({ ...mine, PolicyDocument: ALL }));
    await expect(estate.home.admin.iam.send(new GetRolePolicyCommand(mine))).resolves.toMatchObject(mine);
  });

  test("the same in every account that it serves, and coming into that role if it is let in", async () => {
    const { iam } = await stolenInMember();
    await iam.send(new PutRolePolicyCommand({ ...mine, PolicyDocument: ALL }));
    const trust = { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" };
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "app", PolicyDocument: policy(trust) }));
    const wish = { RoleArn: `arn:aws:iam::${MEMBER}:role/app`, RoleSessionName: "thief" };
    const accomplice = keysOf((await estate.aws.admin.sts.send(new AssumeRoleCommand(wish))).Credentials);
    await estate.aws.as(accomplice).iam.send(new ListUsersCommand({}));
  });

  test("making and attaching a policy of its own path", async () => {
    const { iam } = stolenFromHome();
    const named = { PolicyName: "AWSRevokeOlderSessions-mine", Path: OURS, PolicyDocument: ALL };
    const { Policy } = await iam.send(new CreatePolicyCommand(named));
    await iam.send(new AttachUserPolicyCommand({ UserName: "bob", PolicyArn: Policy?.Arn }));
  });
});
