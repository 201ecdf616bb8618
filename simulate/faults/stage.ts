// The stage of one seed: a small organization, the responder in it as deployed, and everything between them that may break.

import type { Deps } from "../../lambda/deps.ts";
import { dynamodbLedger } from "../../lambda/ledger/dynamodb-ledger.ts";
import type { Ledger } from "../../lambda/ledger/ledger.ts";
import { createLog } from "../../lambda/log.ts";
import { clientsOf, type Keys } from "../../local/clients.ts";
import { type DirectAws, directAws, handlerFor } from "../../local/direct-aws.ts";
import { installMember } from "../../local/install-member.ts";
import { installResponder } from "../../local/install-responder.ts";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { HOME_ACCOUNT, type World } from "../../mock-aws/world.ts";
import { createDice } from "../dice.ts";
import { type Founded, foundOrganization } from "../found-organization.ts";
import { logLine } from "../log-line.ts";
import { distinct, ENGINEER, type OrganizationPlan, type Principal } from "../organization.ts";
import { NO_STORY, type Tell } from "../story.ts";
import { patientHandler, virtualPause, virtualWithin } from "./patience.ts";
import type { LeakPlan, Plan } from "./plan.ts";
import { shakyTable } from "./shaky-table.ts";

export type Stage = {
  readonly aws: DirectAws;
  readonly world: World;
  readonly founded: Founded;
  /** What the responder's functions run on. */
  readonly deps: Deps;
  /** The same ledger, which does not shake for whoever looks on. */
  readonly ledger: Ledger;
  /** Keys of an administrator. */
  admin(account: string): Keys;
};

const EXTERNAL_ID = "leak-responder";
const REGIONS = ["us-east-1", "us-west-2"];
/** Long enough for the trail, and short enough that `proven` comes before the end. */
const SETTLE_SECONDS = 600;

export async function setStage(plan: Plan, start: number, tell: Tell): Promise<Stage> {
  const aws = directAws({ start, seed: plan.seed, regions: REGIONS });
  const world = aws.aws.world();
  const { clock } = world;
  const founded = foundOrganization(world, organizationOf(plan), false);
  const pause = virtualPause(clock, createDice(plan.seed, "back-off"));
  const { shaky, calm } = shakyTable(world, pause);
  const config = configOf(plan);
  const log = createLog(tell === NO_STORY ? "silent" : "info", {
    to: { write: (line: string) => tell("responder", logLine(line)) },
    now: () => clock.now(),
  });
  const reached = { ...aws, requestHandler: patientHandler(aws.requestHandler, clock), pause };
  const deps = await installResponder(reached, {
    log,
    config,
    ledger: dynamodbLedger(shaky, "shaky"),
    furnish: (deps) => ({
      ...deps,
      now: () => clock.now() + plan.clockOff * 1000,
      within: virtualWithin(clock),
      callers: { endpoint: aws.endpoint, fetch: directFetch(aws) },
    }),
  });
  for (const [account, keys] of founded.admins) {
    const admin = (region: string) => clientsOf(aws.endpoint, keys, { region, requestHandler: handlerFor(aws.aws) });
    await installMember({ config, account, admin });
  }
  Object.assign(world.settings, plan.delays);
  const admin = (account: string) => (account === HOME_ACCOUNT ? ADMIN_KEY : founded.admins.get(account)) ?? ADMIN_KEY;
  return { aws, world, founded, deps, ledger: dynamodbLedger(calm, "shaky"), admin };
}

function configOf({ members, scope, users }: Plan): object {
  return {
    members: { accounts: members, externalId: EXTERNAL_ID },
    scope,
    defaultMode: { user: users },
    settleSeconds: SETTLE_SECONDS,
    waysIn: false, // It tells people something, and changes nothing of what is done.
  };
}

/** What leaks in each account, and the role that it opens. */
function organizationOf({ members, leaks }: Plan): OrganizationPlan {
  const accounts = [HOME_ACCOUNT, ...members];
  const people = accounts.map((account): Principal => ({ kind: "user", account, name: ENGINEER }));
  const leaked = distinct(leaks.map(principalOf));
  const roles = leaked.filter(({ kind }) => kind === "role");
  const users = leaked.filter(({ kind }) => kind === "user");
  return {
    accounts: members,
    users: [...people, ...users],
    roles: [
      ...roles.map((principal) => ({ principal, trusts: ofAccount(people, principal.account), forInstances: false })),
      ...leaked.map((principal) => ({ principal: hopOf(principal), trusts: [principal], forInstances: false })),
    ],
    leaked: leaked[0] ?? { kind: "role", account: HOME_ACCOUNT, name: "nobody" },
    decoys: [],
  };
}

export function principalOf({ kind, account, name }: LeakPlan): Principal {
  return { kind: kind === "user-key" ? "user" : "role", account, name };
}

/** The role that trusts it. */
export function hopOf({ kind, account, name }: Principal): Principal {
  return { kind: "role", account, name: `after-${kind}-${name}` };
}

function ofAccount(people: readonly Principal[], account: string): readonly Principal[] {
  return people.filter((one) => one.account === account);
}

/** STS without a socket, for whoever proves who they are. */
function directFetch({ aws }: DirectAws): typeof fetch {
  return async (input, init) => {
    const url = new URL(String(input));
    const headers = { host: url.host, ...Object.fromEntries(new Headers(init?.headers)) };
    const body = Buffer.from(typeof init?.body === "string" ? init.body : "");
    const wire = { method: init?.method ?? "GET", path: url.pathname, query: url.search.slice(1), headers, body };
    const answer = await aws.handle({ ...wire, remoteAddress: "127.0.0.1" });
    if ("broken" in answer) throw new TypeError("fetch failed");
    const text = typeof answer.body === "string" ? answer.body : Buffer.from(answer.body).toString();
    return new Response(text, { status: answer.status });
  };
}
