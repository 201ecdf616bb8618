// An organization whose responder lives in a security account, so that all three kinds of its roles are needed: deployed as synthesized.
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { EnablePolicyTypeCommand, ListRootsCommand } from "@aws-sdk/client-organizations";
import { readConfig } from "../../lambda/config.ts";
import type { Deps } from "../../lambda/deps.ts";
import type { Incident } from "../../lambda/incident.ts";
import { createLog } from "../../lambda/log.ts";
import { RESPONDER } from "../../lambda/own-names.ts";
import { synthesize } from "../../local/deploy/synthesize.ts";
import type { Template } from "../../local/deploy/template.ts";
import { installMember } from "../../local/install-member.ts";
import { installResponder } from "../../local/install-responder.ts";
import { foundAccount } from "../../mock-aws/bootstrap.ts";
import { accessKeyId, secretKey } from "../../mock-aws/ids.ts";
import { organization } from "../../mock-aws/organizations/organization.ts";
import { versioned } from "../../mock-aws/propagation.ts";
import { startWorkforce, type Workforce } from "../mock-aws/sso-admin/workforce.ts";
import type { Clients, TestAws } from "../support/local-aws.ts";

/** The management account, where Identity Center and the organization are administered. */
export const ADMINISTRATION = "111122223333";
export const HOME = "222233334444";
export const MEMBER = "444455556666";

/** Each is asked for the same: two of them show as much as thirty. */
const REGIONS = ["us-east-1", "eu-west-1"];

/** All that a role may be needed for is switched on. */
export const EVERYTHING = {
  members: { accounts: [MEMBER], externalId: "leak-7f3a" },
  administration: {
    account: ADMINISTRATION,
    externalId: "leak-7f3a",
    identityCenterRegion: "us-east-1",
    scp: true,
    backstop: true,
  },
  defaultMode: { role: "contain", user: "contain", "identity-center-user": "contain", root: "contain" },
  modes: [{ units: ["ou-ab12-34cd56ef"], mode: "observe" }],
  fallback: "boundary",
  denyAssume: true,
  hold: "always",
  holdQuietSeconds: 60,
  notify: { securityHub: true, webhook: { url: "https://tickets.example.com/hook" } },
};

/** An account that is served, and its administrator's clients. */
export type Place<Account extends string = string> = { readonly account: Account; readonly admin: Clients };

export type Estate = {
  readonly aws: TestAws;
  readonly force: Workforce;
  readonly home: Place<typeof HOME>;
  readonly member: Place<typeof MEMBER>;
  readonly deps: Deps;
  /** To the function, as a person in its account would invoke it. */
  invoke(event: unknown, name?: string): Promise<Readonly<Record<string, unknown>>>;
  /** An event on the default bus of an account. */
  deliver(place: Place, event: Event): Promise<void>;
  incidents(): Promise<readonly Incident[]>;
};

type Event = { readonly source: string; readonly "detail-type": string; readonly detail: unknown };

export type Wish = {
  readonly config?: object;
  /** What is deployed in place of an account's template. */
  change?(template: Template, account: Served): Template;
};

/** By the account that a stack is for, the name of the role that it is there for. */
export const ROLES = {
  [HOME]: RESPONDER,
  [MEMBER]: "credential-leak-responder-member",
  [ADMINISTRATION]: "credential-leak-responder-administration",
} as const;
export type Served = keyof typeof ROLES;

/** What is deployed into an account, in its home Region. */
export function templateFor(account: Served): Template {
  const template = synthesize(readConfig(EVERYTHING), { account: HOME, region: "us-east-1" })[STACKS[account]];
  if (!template) throw new Error(`There is no stack ${STACKS[account]}.`);
  return template;
}

const STACKS: Readonly<Record<Served, string>> = {
  [HOME]: "CredentialLeakResponder",
  [MEMBER]: "CredentialLeakMember",
  [ADMINISTRATION]: "CredentialLeakAdministration-us-east-1",
};

/** Rejects where AWS refuses the deployment. */
export async function startEstate(wish: Wish = {}): Promise<Estate> {
  const force = await startWorkforce({ regions: REGIONS });
  return deployed(force, wish).catch(async (error: unknown) => {
    await force.aws.close();
    throw error;
  });
}

async function deployed(force: Workforce, { config = {}, change = (template) => template }: Wish): Promise<Estate> {
  const { aws } = force;
  const [home, member] = [found(aws, HOME), found(aws, MEMBER)];
  const { Roots } = await force.admin.organizations.send(new ListRootsCommand({}));
  const scp = { RootId: Roots?.[0]?.Id, PolicyType: "SERVICE_CONTROL_POLICY" } as const;
  await force.admin.organizations.send(new EnablePolicyTypeCommand(scp));
  const whole = { ...EVERYTHING, ...config };
  const deps = await installResponder(aws, {
    log: createLog("silent", { to: { write: () => undefined }, now: aws.now }),
    config: whole,
    home: { account: HOME, admin: home.admin.keys },
    messages: true,
    fetch: () => Promise.resolve(new Response(null, { status: 204 })), // Somebody who takes everything.
    change: (template) => change(template, HOME),
  });
  for (const { account, admin } of [member, { account: ADMINISTRATION, admin: aws.admin } as const]) {
    const own = { account, home: HOME, admin: (region: string) => aws.as(admin.keys, region), regions: ["us-east-1"] };
    await installMember({ config: whole, ...own, change: (template) => change(template, account) });
  }
  return {
    aws,
    force,
    home,
    member,
    deps,
    async invoke(event, FunctionName = RESPONDER) {
      const Payload = Buffer.from(JSON.stringify(event));
      const answer = await home.admin.lambda.send(new InvokeCommand({ FunctionName, Payload }));
      return {
        failed: answer.FunctionError !== undefined,
        ...Object(JSON.parse(Buffer.from(answer.Payload ?? []).toString())),
      };
    },
    async deliver({ admin }, { source, "detail-type": DetailType, detail }) {
      const entry = { Source: source, DetailType, Detail: JSON.stringify(detail) };
      await admin.events.send(new PutEventsCommand({ Entries: [entry] }));
      await aws.advance(1);
    },
    async incidents() {
      const heads = await deps.ledger.list(200);
      return (await Promise.all(heads.map(({ id }) => deps.ledger.read(id)))).flatMap((incident) => incident ?? []);
    },
  };
}

/** An account of the organization, with an administrator in it. */
function found<Account extends string>(aws: TestAws, account: Account): Place<Account> {
  const world = aws.aws.world();
  const keys = { accessKeyId: accessKeyId(world.random, "AKIA", account), secretAccessKey: secretKey(world.random) };
  foundAccount(world, account, keys);
  const { members, root } = organization(world);
  const [joinedAt, parent] = [world.clock.now(), versioned(root.id, 0)];
  members.set(account, { id: account, name: account, email: `${account}@example.com`, joinedAt, parent });
  return { account, admin: aws.as(keys) };
}
