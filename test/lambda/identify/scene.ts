// A responder that serves accounts of an organization, allowed exactly what its stages declare.
import { CreateRoleCommand, type IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateAccountCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { connect } from "../../../lambda/aws.ts";
import { readConfig } from "../../../lambda/config.ts";
import { IDENTIFY_HOME_PERMISSIONS, IDENTIFY_PERMISSIONS } from "../../../lambda/identify/find-owner.ts";
import { identify, type Search } from "../../../lambda/identify/index.ts";
import { memberCredentials, REACH_PERMISSIONS } from "../../../lambda/member-account.ts";
import type { Alert, Suspect } from "../../../lambda/model.ts";
import { buildPlaces, type Places, rolesToAssume } from "../../../lambda/places.ts";
import { RESOLVE_PERMISSIONS } from "../../../lambda/resolve/index.ts";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { wholeTrail } from "../../../mock-aws/cloudtrail/trail.ts";
import type { LocalAwsOptions } from "../../../mock-aws/local-aws.ts";
import { type Clients, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { keysOf, policy } from "../../support/session.ts";

export const HOME = "111122223333";
const REGION = "us-east-1";
const RESPONDER = `arn:aws:iam::${HOME}:role/responder`;
const EXTERNAL_ID = "members-only";

export type Scene = TestAws & {
  /** A new account of the organization, with the member role in it unless said, and its administrator. */
  createAccount(
    name: string,
    options?: { readonly memberRole: false },
  ): Promise<Clients & { readonly account: string }>;
  /** The responder's view when these accounts are configured as members. */
  places(members?: readonly string[], config?: object): Promise<Places>;
  /** Looks for the owner as the responder would, with these accounts as members. */
  identify(alert: Alert, members?: readonly string[], since?: string): ReturnType<typeof identify>;
  search(members?: readonly string[]): Promise<Search>;
  /** Takes actions from the responder's role again. */
  forbid(...actions: readonly string[]): Promise<void>;
  /** How often the responder has assumed the role of this name, by what the home account's trail says. */
  sessionsOf(role: string): number;
  /** How often an operation was called since the start, by anybody. */
  calls(eventName?: string): number;
};

export async function startScene(options: LocalAwsOptions = {}): Promise<Scene> {
  const aws = await startLocalAws(options);
  const organizations = new OrganizationsClient({
    endpoint: aws.endpoint,
    region: REGION,
    credentials: ADMIN_KEY,
    maxAttempts: 1,
  });

  async function places(members: readonly string[] = [], config: object = {}): Promise<Places> {
    const settings = readConfig({
      members: { accounts: members, role: "security/member", externalId: EXTERNAL_ID },
      ...config,
    });
    await makeRole(aws.admin.iam, "responder", {
      trust: { AWS: HOME },
      statements: [
        allow([...IDENTIFY_PERMISSIONS, ...IDENTIFY_HOME_PERMISSIONS, ...RESOLVE_PERMISSIONS], "*"),
        ...rolesToAssume(HOME, settings, "aws").map((arn) => allow(REACH_PERMISSIONS, arn)),
      ],
    });
    const own = { account: HOME, role: "responder", partition: "aws" };
    const connection = { endpoint: aws.endpoint, region: REGION };
    const home = connect(HOME, { ...connection, credentials: memberCredentials({ sts: aws.admin.sts }, own, aws.now) });
    return buildPlaces({ home, config: settings, connection, now: aws.now });
  }

  const searchIn = async (members?: readonly string[]): Promise<Search> => ({
    places: await places(members),
    now: aws.now,
    sleep: (ms) => aws.advance(ms / 1000),
  });

  return {
    ...aws,
    places,
    search: searchIn,
    identify: async (alert, members, since) =>
      identify(alert, { ...(await searchIn(members)), ...(since === undefined ? {} : { since }) }),
    sessionsOf: (role) =>
      wholeTrail(aws.aws.world()).filter(({ record }) => {
        const { roleArn = "" } = (record.requestParameters ?? {}) as { readonly roleArn?: string };
        const isOwn = record.recipientAccountId === HOME && record.errorCode === undefined;
        return isOwn && record.eventName === "AssumeRole" && roleArn.endsWith(`:role/${role}`);
      }).length,
    calls: (eventName) =>
      wholeTrail(aws.aws.world()).filter(({ record }) => eventName === undefined || record.eventName === eventName)
        .length,
    async forbid(...actions) {
      await places();
      const PolicyDocument = policy({ Effect: "Deny", Action: actions, Resource: "*" });
      await aws.admin.iam.send(
        new PutRolePolicyCommand({ RoleName: "responder", PolicyName: "forbidden", PolicyDocument }),
      );
    },
    async createAccount(name, wish) {
      const { CreateAccountStatus } = await organizations.send(
        new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }),
      );
      const account = CreateAccountStatus?.AccountId ?? "";
      const RoleArn = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
      const { Credentials } = await aws.admin.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "admin" }));
      const admin = aws.as(keysOf(Credentials));
      if (!wish) await makeMemberRole(admin.iam);
      return { ...admin, account };
    },
  };
}

/** As a stack would deploy it: it trusts the responder, and asks for the external id. */
function makeMemberRole(iam: IAMClient): Promise<void> {
  return makeRole(iam, "member", {
    path: "/security/",
    trust: { AWS: HOME },
    condition: { StringEquals: { "sts:ExternalId": EXTERNAL_ID }, ArnEquals: { "aws:PrincipalArn": RESPONDER } },
    statements: [allow([...IDENTIFY_PERMISSIONS, ...RESOLVE_PERMISSIONS], "*")],
  });
}

type RoleWish = {
  readonly path?: string;
  readonly trust: object;
  readonly condition?: object;
  readonly statements: readonly Readonly<Record<string, unknown>>[];
};

/** Makes it, or gives the one that is there these permissions. */
export async function makeRole(iam: IAMClient, RoleName: string, wish: RoleWish): Promise<void> {
  const trust = {
    Effect: "Allow",
    Principal: wish.trust,
    Action: "sts:AssumeRole",
    ...(wish.condition ? { Condition: wish.condition } : {}),
  };
  await iam
    .send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: policy(trust),
        ...(wish.path === undefined ? {} : { Path: wish.path }),
      }),
    )
    .catch((error: Error) => {
      if (error.name !== "EntityAlreadyExistsException") throw error;
    });
  if (wish.statements.length === 0) return;
  await iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName: "work", PolicyDocument: policy(...wish.statements) }),
  );
}

export function allow(Action: readonly string[], Resource: string) {
  return { Effect: "Allow", Action, Resource };
}

/** An alert as a parser gives it, about something that was seen at `at`. */
export function alertAbout(principal: Suspect, at: number, more: Partial<Alert> = {}): Alert {
  return {
    source: "credential-leak",
    id: "a1",
    type: "reported",
    title: "Somebody has seen a credential where it should not be",
    region: "unknown",
    principal,
    sample: false,
    lastSeen: new Date(at).toISOString(),
    ...more,
  };
}

export const BARE_KEY: Suspect = { kind: "access-key" };
