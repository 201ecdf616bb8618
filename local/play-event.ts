// An alert from a file, played on the local AWS: whom it names is made first, with a live session or key.

import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { answerApproval } from "../lambda/approval.ts";
import { BadInputError } from "../lambda/bad-input.ts";
import type { Incident } from "../lambda/incident.ts";
import { inEnvelope } from "../lambda/intake/in-envelope.ts";
import { readAlerts } from "../lambda/intake/index.ts";
import type { Alert } from "../lambda/model.ts";
import { presignCaller } from "../lambda/presign-caller.ts";
import { HOME_ACCOUNT, HOME_REGION } from "../mock-aws/world.ts";
import { attempt, isRefused, wordsOf } from "./attempt.ts";
import type { Clients } from "./clients.ts";
import { makeSuspect } from "./make-suspect.ts";
import type { Narrator } from "./narrator.ts";
import type { Stage } from "./stage.ts";

type Json = Readonly<Record<string, unknown>>;

/** What names no time of its own has happened now. */
const now = () => new Date().toISOString();

/** The account that the alert is about; the usual one where it says none that is one. */
export function accountOfEvent(event: unknown): string {
  try {
    const [alert] = readAlerts(inEnvelope(event, now()));
    return alert?.account ?? HOME_ACCOUNT;
  } catch {
    return HOME_ACCOUNT; // What is wrong with it is told when it is played.
  }
}

export async function playEvent(stage: Stage, narrator: Narrator, file: unknown): Promise<void> {
  const event = inEnvelope(file, now());
  const alerts = readOrRefuse(narrator, event);
  const [first] = alerts;
  if (!first) return;
  narrator.chapter(first.title);
  const suspects: (Clients | undefined)[] = [];
  for (const alert of alerts) suspects.push(await introduce(stage, narrator, alert));

  narrator.chapter("The alert arrives");
  const { source, detail, "detail-type": detailType } = event as Json;
  const entry = { Source: String(source), DetailType: String(detailType), Detail: JSON.stringify(detail) };
  await stage.admin.events.send(new PutEventsCommand({ Entries: [entry] }));
  await stage.wait(5);
  const incidents = await stage.incidents();
  if (incidents.length === 0) narrator.check("there is an incident on record", false, stage.log.at(-1));
  for (const incident of incidents) await tellOutcome(stage, narrator, incident, suspects);
}

async function introduce(stage: Stage, narrator: Narrator, alert: Alert): Promise<Clients | undefined> {
  narrator.say(
    `${alert.type}${alert.account ? ` in account ${alert.account}` : ""}, about ${JSON.stringify(alert.principal)}`,
  );
  const suspect = await makeSuspect(stage, alert).catch((error: Error) => {
    narrator.say(`Whom it names cannot be made here: ${error.message}`);
    return undefined;
  });
  await stage.wait(10);
  if (suspect) narrator.check("whom it names is at work", (await work(suspect)).works, suspect.keys.accessKeyId);
  else narrator.say("Nobody whom it names is at work here.");
  return suspect;
}

function readOrRefuse(narrator: Narrator, event: unknown): readonly Alert[] {
  try {
    return readAlerts(event);
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    narrator.chapter("The responder refuses the event at its door");
    narrator.check("it says why, and touches nothing", error.message !== "", error.message);
    return [];
  }
}

async function tellOutcome(
  stage: Stage,
  narrator: Narrator,
  opened: Incident,
  suspects: readonly (Clients | undefined)[],
): Promise<void> {
  const named = await untilNamed(stage, narrator, opened);
  const incident = named.status === "awaiting-approval" ? await approve(stage, narrator, named) : named;
  const keys = incident.alerts.flatMap(({ accessKeyId }) => accessKeyId ?? []);
  const suspect =
    suspects.find((one) => one && keys.includes(one.keys.accessKeyId)) ?? (keys.length > 0 ? undefined : suspects[0]);
  const because = incident.because.join(" ");
  if (incident.status !== "contained") {
    narrator.check(`${incident.status}, and it says why`, because !== "", because);
    const untouched = suspect === undefined || (await work(suspect)).works;
    return narrator.check("nobody was touched", untouched, suspect ? "the credential works on" : undefined);
  }
  const steps = incident.steps.map(({ type }) => type).join(", ");
  const denied = `contained: sessions issued before ${incident.cutoff} are denied`;
  narrator.check(denied, true, `incident ${incident.id}, ${steps}`);
  const result = suspect && (await work(suspect));
  narrator.check(
    `the leaked ${isSession(incident) ? "session" : "key"} is refused`,
    result !== undefined && isRefused(result),
    result && wordsOf(result),
  );
  await stage.wait(90);
  const { proof } = (await stage.deps.ledger.read(incident.id)) ?? {};
  narrator.check("AWS agrees that it is effective", proof === "effective", `proof: ${proof}`);
}

function isSession({ steps }: Incident): boolean {
  return !steps.some(({ type }) => type === "deactivate-key" || type === "deny-by-scp");
}

/** A bare key is looked up on the trail, which is late: the responder looks again each minute. */
async function untilNamed(stage: Stage, narrator: Narrator, opened: Incident): Promise<Incident> {
  if (opened.status !== "containing") return opened;
  narrator.say(`Nobody can say yet whose it is: ${opened.because.join(" ")}`);
  await stage.wait(10 * 60);
  const again = (await stage.deps.ledger.read(opened.id)) ?? opened;
  narrator.say(again.because.join(" "));
  const answering = again.entries.flatMap((entry) => (entry.type === "identified" ? [entry.incident] : []))[0];
  return (answering === undefined ? undefined : await stage.deps.ledger.read(answering)) ?? again;
}

/** By default a person is asked about everybody but roles: the administrator says yes, and proves who he is. */
async function approve(stage: Stage, narrator: Narrator, incident: Incident): Promise<Incident> {
  const steps = (incident.plan ?? []).map(({ type }) => type).join(", ");
  narrator.check("a person is asked first, and nothing is touched", true, incident.because.join(" "));
  const asked = { action: "approve", incident: incident.id } as const;
  const signing = { credentials: stage.admin.keys, region: HOME_REGION, endpoint: stage.aws.endpoint };
  const proof = await presignCaller(asked, signing);
  const answered = await answerApproval(stage.deps, { ...asked, id: incident.id, proof });
  const refused = "refused" in answered ? answered.refused : undefined;
  narrator.check(`the administrator approves: ${steps}`, refused === undefined, refused);
  await stage.wait(5);
  return (await stage.deps.ledger.read(incident.id)) ?? incident;
}

/** A call that needs no more than what whoever was made here may do; a federated user may not call IAM. */
async function work(who: Clients) {
  return attempt(who.ec2.send(new DescribeRegionsCommand({})));
}
