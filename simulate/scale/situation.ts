// Leaks in one member account, and what happens then, one thing at a time: no rule delivers anything, whoever measures does.
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { HEARTBEAT } from "../../lambda/heartbeat.ts";
import type { Ledger } from "../../lambda/ledger/ledger.ts";
import { createLog } from "../../lambda/log.ts";
import { route } from "../../lambda/route.ts";
import { TRAIL_EVENT } from "../../lambda/trail-event.ts";
import { clientsOf, type Keys, keysOf } from "../../local/clients.ts";
import type { Template } from "../../local/deploy/template.ts";
import type { DirectAws } from "../../local/direct-aws.ts";
import { installMember } from "../../local/install-member.ts";
import { installResponder } from "../../local/install-responder.ts";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { wholeTrail } from "../../mock-aws/cloudtrail/trail.ts";
import type { World } from "../../mock-aws/world.ts";
import { alertAbout } from "../alert.ts";
import { responderConfig } from "../defender/responder-config.ts";
import { foundOrganization } from "../found-organization.ts";
import { arnOf, type OrganizationPlan, type Principal } from "../organization.ts";

export const START = Date.parse("2026-03-02T08:00:00Z");

export type Situation = {
  /** GuardDuty's finding about the session of the role of this number. */
  alert(index: number): Promise<void>;
  /** So many minutes after the start. */
  beat(minute: number): Promise<void>;
  /** EventBridge tells that somebody has opened a session who belongs to no incident. */
  hearOfNobody(): Promise<void>;
};

const ACCOUNT = "222233334444";
const ENGINEER: Principal = { kind: "user", account: ACCOUNT, name: "engineer" };
/** The breaker would ask a person from the fifty-first role of an hour on. */
const CONFIG = { ...responderConfig("plain", [ACCOUNT]), circuitBreaker: 1_000_000, settleSeconds: 2 * 60 * 60 };

/** `responder`: how the responder reaches what everybody else reaches as `aws`. */
export async function prepare(
  aws: DirectAws,
  responder: DirectAws,
  leaks: number,
  ledger?: Ledger,
): Promise<Situation> {
  const world = aws.aws.world();
  const { admins, keys } = foundOrganization(world, planOf(leaks + 1), false);
  const clients = (who: Keys = ADMIN_KEY, region = "us-east-1") =>
    clientsOf(aws.endpoint, who, { region, requestHandler: aws.requestHandler });
  const log = createLog("silent", { now: world.clock.now });
  const deps = await installResponder(responder, {
    config: CONFIG,
    log,
    change: withoutRules,
    ...(ledger ? { ledger } : {}),
  });
  await installMember({
    config: CONFIG,
    account: ACCOUNT,
    admin: (region) => clients(admins.get(ACCOUNT), region),
  });
  const { sts } = clients(keys.get(arnOf(ENGINEER)));
  const sessions = await Promise.all(
    Array.from({ length: leaks + 1 }, async (_, index) => {
      const wish = { RoleArn: arnOf(role(index)), RoleSessionName: `session-${index}` };
      const { Credentials } = await sts.send(new AssumeRoleCommand(wish));
      return keysOf(Credentials).accessKeyId;
    }),
  );

  const opening = openingOf(world, role(leaks)); // Finding it takes longer than hearing it.

  async function hand(event: object, at = world.clock.now()): Promise<void> {
    let failed: unknown;
    world.clock.at(at, () =>
      route(deps, event).then(
        () => undefined,
        (error: unknown) => {
          failed = error;
        },
      ),
    );
    await world.clock.advanceTo(at);
    if (failed) throw failed;
  }

  return {
    alert: (index) => hand(finding(world, sessions[index] ?? "", role(index))),
    beat: (minute) => hand(HEARTBEAT, Math.max(world.clock.now(), START + minute * 60_000)),
    hearOfNobody: () => hand({ "detail-type": TRAIL_EVENT, detail: opening }),
  };
}

function role(index: number): Principal {
  return { kind: "role", account: ACCOUNT, name: `role-${index}` };
}

function planOf(roles: number): OrganizationPlan {
  const principals = Array.from({ length: roles }, (_, index) => role(index));
  return {
    accounts: [ACCOUNT],
    roles: principals.map((principal) => ({ principal, trusts: [ENGINEER], forInstances: true })),
    users: [ENGINEER],
    leaked: role(0),
    decoys: [],
  };
}

function withoutRules({ Resources, ...template }: Template): Template {
  const others = Object.entries(Resources).filter(([, { Type }]) => Type !== "AWS::Events::Rule");
  return { ...template, Resources: Object.fromEntries(others) };
}

function finding(world: World, accessKeyId: string, principal: Principal): object {
  const time = new Date(world.clock.now()).toISOString();
  const detail = alertAbout(world, accessKeyId, principal).finding;
  return { source: "aws.guardduty", "detail-type": "GuardDuty Finding", account: ACCOUNT, time, detail };
}

function openingOf(world: World, opened: Principal): object {
  const entry = wholeTrail(world).find(
    ({ record }) => Object(record.requestParameters)["roleArn"] === arnOf(opened) && record.errorCode === undefined,
  );
  if (!entry) throw new Error(`The trail shows nobody who has opened ${arnOf(opened)}.`);
  return entry.record;
}
