// All stories at once in one estate, from the leaks to the lifts, and what each came to.
import { DisableRuleCommand, EnableRuleCommand } from "@aws-sdk/client-eventbridge";
import { ListRolesCommand } from "@aws-sdk/client-iam";
import { DetachPolicyCommand, ListPoliciesForTargetCommand } from "@aws-sdk/client-organizations";
import type { Incident } from "../../lambda/incident.ts";
import { RESPONDER, WIDGET } from "../../lambda/own-names.ts";
import { guardDutyEvent } from "../support/findings.ts";
import { enableHub } from "../support/listeners.ts";
import type { Clients } from "../support/local-aws.ts";
import type { Estate, Place } from "./estate.ts";
import { type Leak, MEMBER_STORIES, STORIES, type Story } from "./stories.ts";

export type Outcome = {
  readonly story: string;
  /** Where the incident stands, and what the thief can do, after the alert and after the lift. */
  readonly contained: readonly [Incident["status"] | "no incident", Thief];
  readonly lifted: readonly [Incident["status"] | "no incident", Thief];
  readonly because: readonly string[];
};

type Thief = "works" | "is refused";

/** By then CloudTrail shows what was signed. */
const TRAIL_SECONDS = 6 * 60;
/** The heartbeat has come by, and has looked at everything that is contained. */
const BEAT_SECONDS = 61;
/** Identity Center has provisioned. */
const SETTLED_SECONDS = 30;

export async function playStories(
  estate: Estate,
  isTold: (told: Scene) => boolean = () => true,
): Promise<readonly Outcome[]> {
  const { aws, home, deliver, invoke } = estate;
  const stories = scenesOf(estate).filter(isTold);
  const leaks = [];
  for (const [index, { name, story, place }] of stories.entries())
    leaks.push({ story, place, leak: await leakOf(estate, story, place, { index, name }) });
  for (const { leak } of leaks) await work(leak.thief);
  await aws.advance(TRAIL_SECONDS);
  await (await enableHub(aws, home.admin, home.account)).import(
    findingArn(home.account),
    new Date(aws.now()).toISOString(),
  );
  await deliver(home, { source: "credential-leak", "detail-type": "Credential Leak", detail: { unreadable: true } });
  for (const { story, place, leak } of leaks) await story.report(estate, place, leak);
  await detachControlPolicies(estate);
  await aws.advance(BEAT_SECONDS);
  await withoutHeartbeat(home, () => aws.advance(TRAIL_SECONDS)); // Many beats show no more than two, and take their time.
  await aws.advance(BEAT_SECONDS);
  await invoke({}, WIDGET);
  const contained = [];
  for (const { leak } of leaks) contained.push(await standing(estate, leak));
  for (const { incident } of contained) {
    if (incident) await invoke({ action: "lift", id: incident.id, reason: "a false alarm" });
  }
  await aws.advance(SETTLED_SECONDS);
  const outcomes: Outcome[] = [];
  for (const [index, { leak }] of leaks.entries()) {
    const [before, after] = [contained[index], await standing(estate, leak)];
    outcomes.push({
      story: `${leak.story}, in ${leak.account}`,
      contained: [before?.incident?.status ?? "no incident", before?.thief ?? "works"],
      lifted: [after.incident?.status ?? "no incident", after.thief],
      because: before?.incident?.because ?? [],
    });
  }
  return outcomes;
}

/** Of the finding about each leak that GuardDuty sees. */
function findingArn(account: string): string {
  return guardDutyEvent({ account }).detail.arn;
}

/** A story, and the account in which it plays. */
export type Scene = { readonly name: string; readonly story: Story; readonly place: Place };

function scenesOf({ home, member }: Estate): readonly Scene[] {
  const anywhere = Object.entries(STORIES);
  return [
    ...[home, member].flatMap((place) => anywhere.map(([name, story]) => ({ name, story, place }))),
    ...Object.entries(MEMBER_STORIES).map(([name, story]) => ({ name, story, place: member })),
  ];
}

async function withoutHeartbeat({ admin: { events } }: Place, wait: () => Promise<void>): Promise<void> {
  const rule = { Name: `${RESPONDER}-heartbeat` };
  await events.send(new DisableRuleCommand(rule));
  await wait();
  await events.send(new EnableRuleCommand(rule));
}

/** Somebody takes off what the organization denies; the responder says who, and puts it back. */
async function detachControlPolicies({ force, member }: Estate): Promise<void> {
  const { organizations } = force.admin;
  const target = { TargetId: member.account } as const;
  const { Policies = [] } = await organizations.send(
    new ListPoliciesForTargetCommand({ ...target, Filter: "SERVICE_CONTROL_POLICY" }),
  );
  for (const { Id: PolicyId, AwsManaged } of Policies)
    if (!AwsManaged) await organizations.send(new DetachPolicyCommand({ ...target, PolicyId }));
}

async function leakOf(
  estate: Estate,
  story: Story,
  place: Place,
  { index, name }: { readonly index: number; readonly name: string },
): Promise<Leak> {
  const called = `leaky-${index}`; // No two accounts have it: an alert need not name the account.
  return { story: name, account: place.account, name: called, ...(await story.leak(estate, place, called)) };
}

async function standing(
  estate: Estate,
  leak: Leak,
): Promise<{ readonly incident: Incident | undefined; readonly thief: Thief }> {
  const { keys } = leak.thief;
  const all = await estate.incidents();
  const incident = all.find(
    ({ account, principal, alerts }) =>
      account === leak.account &&
      (("name" in principal && principal.name === leak.name) ||
        alerts.some(({ accessKeyId }) => accessKeyId === keys.accessKeyId)),
  );
  const thief = await work(leak.thief).then(
    () => "works" as const,
    () => "is refused" as const,
  );
  return { incident, thief };
}

const work = ({ iam }: Clients) => iam.send(new ListRolesCommand({}));
