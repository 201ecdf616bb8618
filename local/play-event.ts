// A finding from a file, played on the local AWS: whom it names is made first, with a live session or key.

import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { BadInputError } from "../lambda/bad-input.ts";
import { readAlert } from "../lambda/intake/index.ts";
import type { Alert } from "../lambda/model.ts";
import { giveKeyId, giveRoleId } from "../mock-aws/plant.ts";
import { HOME_ACCOUNT } from "../mock-aws/world.ts";
import { attempt, isDenied, wordsOf } from "./attempt.ts";
import { type Clients, keysOf } from "./clients.ts";
import type { Narrator } from "./narrator.ts";
import type { Stage } from "./stage.ts";

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A detail alone is put into the envelope in which EventBridge would deliver it. */
function inEnvelope(event: unknown): unknown {
  if (!isObject(event) || "detail-type" in event || "detail" in event) return event;
  return {
    version: "0",
    source: "aws.guardduty",
    "detail-type": "GuardDuty Finding",
    detail: event,
    time: event["updatedAt"],
  };
}

/** The account that the finding is about; the usual one where it says none that is one. */
export function accountOfEvent(event: unknown): string {
  const enveloped = inEnvelope(event);
  const detail = isObject(enveloped) ? enveloped["detail"] : undefined;
  const account = isObject(detail) ? detail["accountId"] : undefined;
  return typeof account === "string" && /^\d{12}$/.test(account) ? account : HOME_ACCOUNT;
}

export async function playEvent(stage: Stage, narrator: Narrator, file: unknown): Promise<void> {
  const event = inEnvelope(file);
  const alert = readOrRefuse(narrator, event);
  if (!alert) return;
  narrator.chapter(alert.title);
  narrator.say(`${alert.type} in account ${alert.account}, about ${JSON.stringify(alert.principal)}`);
  const suspect = await makeSuspect(stage, alert).catch((error: Error) => {
    narrator.say(`Whom it names cannot be made here: ${error.message}`);
    return undefined;
  });
  await stage.wait(10);
  if (suspect) narrator.check("whom it names is at work", (await work(suspect)).works, suspect.keys.accessKeyId);
  else narrator.say("Nobody whom it names is at work here.");

  narrator.chapter("The finding arrives");
  const { source, detail, "detail-type": detailType } = event as Json;
  const entry = { Source: String(source), DetailType: String(detailType), Detail: JSON.stringify(detail) };
  await stage.admin.events.send(new PutEventsCommand({ Entries: [entry] }));
  await stage.wait(5);
  await tellOutcome(stage, narrator, suspect);
}

function readOrRefuse(narrator: Narrator, event: unknown): Alert | undefined {
  try {
    return readAlert(event);
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    narrator.chapter("The responder refuses the event at its door");
    narrator.check("it says why, and touches nothing", error.message !== "", error.message);
    return undefined;
  }
}

async function tellOutcome(stage: Stage, narrator: Narrator, suspect: Clients | undefined): Promise<void> {
  const incident = await stage.incident();
  if (!incident) return narrator.check("there is an incident on record", false, stage.log.at(-1));
  const because = incident.because.join(" ");
  if (incident.status === "contained") {
    narrator.check(`contained: sessions issued before ${incident.cutoff} are denied`, true, `incident ${incident.id}`);
    const result = suspect && (await work(suspect));
    narrator.check(
      "the leaked session is refused",
      result !== undefined && isDenied(result),
      result && wordsOf(result),
    );
    await stage.wait(90);
    const { proof } = (await stage.incident()) ?? {};
    narrator.check("the policy simulator agrees", proof === "effective", `proof: ${proof}`);
    return;
  }
  narrator.check(`${incident.status}, and it says why`, because !== "", because);
  const untouched = suspect === undefined || (await work(suspect)).works;
  narrator.check("nobody was touched", untouched, suspect ? "the credential works on" : undefined);
}

const work = (who: Clients) => attempt(who.iam.send(new GetUserCommand({ UserName: "admin" })));

const MAY_LOOK = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "iam:GetUser", Resource: "*" },
});

/** Undefined for those that nobody can make by asking: root, AWS's services, names that are none. */
async function makeSuspect(stage: Stage, { principal, accessKeyId, account }: Alert): Promise<Clients | undefined> {
  const { iam, sts } = stage.admin;
  const world = stage.aws.aws.world();
  const named = (keys: Clients["keys"]) => {
    if (accessKeyId === undefined) return stage.as(keys);
    giveKeyId(world, keys.accessKeyId, accessKeyId);
    return stage.as({ ...keys, accessKeyId });
  };
  if (principal.kind === "role") {
    const trust = { Effect: "Allow", Principal: { AWS: account }, Action: "sts:AssumeRole" };
    const { name: RoleName } = principal;
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: trust }),
      }),
    );
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "work", PolicyDocument: MAY_LOOK }));
    if (principal.id !== undefined) giveRoleId(world, account, RoleName, principal.id);
    await stage.wait(10);
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: principal.session ?? "session" }),
    );
    return named(keysOf(Credentials));
  }
  if (principal.kind === "user") {
    const { name: UserName } = principal;
    await iam.send(new CreateUserCommand({ UserName }));
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "work", PolicyDocument: MAY_LOOK }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    return named({ accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" });
  }
  return undefined;
}
