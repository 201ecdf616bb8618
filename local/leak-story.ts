// The story of `npm start`: credentials stolen from an instance, and how they are cut off, proven and forgotten.

import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { GetRolePolicyCommand, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { attempt, isDenied, wordsOf } from "./attempt.ts";
import { type Clients, keysOf } from "./clients.ts";
import { exfiltrationFinding } from "./exfiltration-finding.ts";
import type { Narrator } from "./narrator.ts";
import type { Stage } from "./stage.ts";
import { stealFromInstance } from "./steal-from-instance.ts";
import { buildWorkplace, SECRET, trustPolicy, type Workplace } from "./workplace.ts";

const HOUR = 3600;
/** Where the attacker sits: an address of the documentation, RFC 5737. */
const OUTSIDE = "198.51.100.7";

const readSecret = (who: Clients) => attempt(who.secrets.send(new GetSecretValueCommand({ SecretId: SECRET })));

export async function tellLeakStory(stage: Stage, narrator: Narrator): Promise<void> {
  narrator.chapter("A role, an instance and a person who share it");
  const place = await buildWorkplace(stage);
  narrator.say(`The role app may read the secret ${SECRET}; the instance ${place.instanceId} and Alice both use it.`);
  const alice = await signIn(stage, place);
  narrator.check("Alice works with a session of the role", (await readSecret(alice)).works);

  narrator.chapter("The theft");
  const thief = stage.as(await stealFromInstance(place.imds, "app"), OUTSIDE);
  narrator.say(`An attacker has the instance fetch its own credentials from ${place.imds}: ${thief.keys.accessKeyId}`);
  const loot = await readSecret(thief);
  narrator.check(
    `the attacker reads the secret with them, from ${OUTSIDE}`,
    loot.works,
    loot.works ? undefined : wordsOf(loot),
  );
  const hop = await openAnother(stage, place, thief);
  narrator.check(
    "with them he opens a session of a second role, archive, which works too",
    (await readSecret(hop)).works,
  );
  await closeTrust(stage, narrator, place, thief);
  await containment(stage, narrator, place, { thief, hop, alice });
  await proofAndLift(stage, narrator, thief);
}

/** Whatever is done about the first role: this session has an issue time and policies of its own. */
async function openAnother(stage: Stage, { archiveArn }: Workplace, thief: Clients): Promise<Clients> {
  const wish = new AssumeRoleCommand({ RoleArn: archiveArn, RoleSessionName: "backup" });
  return stage.as(keysOf((await thief.sts.send(wish)).Credentials), OUTSIDE);
}

/** What many try first, and why it does not help. */
async function closeTrust(stage: Stage, narrator: Narrator, place: Workplace, thief: Clients): Promise<void> {
  narrator.chapter("First idea: nobody may assume the role any more");
  await setTrust(stage, trustPolicy("Deny", place.aliceArn));
  await stage.wait(10);
  narrator.check("a new session is refused", !(await attempt(signIn(stage, place))).works);
  narrator.check(
    "the stolen session works on: a trust policy is asked only when a session begins",
    (await readSecret(thief)).works,
  );
  await setTrust(stage, trustPolicy("Allow", place.aliceArn));
  await stage.wait(10);
}

type People = { readonly thief: Clients; readonly hop: Clients; readonly alice: Clients };

async function containment(
  stage: Stage,
  narrator: Narrator,
  place: Workplace,
  { thief, hop, alice }: People,
): Promise<void> {
  narrator.chapter("GuardDuty has seen it");
  const finding = exfiltrationFinding({
    account: stage.account,
    accessKeyId: thief.keys.accessKeyId,
    roleName: "app",
    principalId: `${place.roleId}:${place.instanceId}`,
    instanceId: place.instanceId,
    seenAt: new Date(stage.now()).toISOString(),
  });
  const entry = { Source: "aws.guardduty", DetailType: "GuardDuty Finding", Detail: JSON.stringify(finding) };
  await stage.admin.events.send(new PutEventsCommand({ Entries: [entry] }));
  const alerted = stage.now();
  await stage.wait(1);
  const incident = await stage.incident();
  const took = (Date.parse(incident?.containedAt ?? "") - alerted) / 1000;
  narrator.check(
    `the responder denies every session issued before ${incident?.cutoff}`,
    incident?.status === "contained",
    `${took} s of virtual time after the finding, incident ${incident?.id}`,
  );
  await stage.wait(4);
  const refused = await readSecret(thief);
  narrator.check("4 s later IAM enforces it: the attacker is refused", isDenied(refused), wordsOf(refused));
  narrator.check(
    "so is the session of archive that he had opened: it was denied in the same second",
    isDenied(await readSecret(hop)),
  );
  narrator.check(
    "so is every other old session, Alice's too: the deny is on the role",
    isDenied(await readSecret(alice)),
  );
  const identity = await attempt(thief.sts.send(new GetCallerIdentityCommand({})));
  narrator.check("GetCallerIdentity still answers: the credential cannot be cancelled, only denied", identity.works);
  await stage.wait(30);
  narrator.check("Alice signs in again and works", (await readSecret(await signIn(stage, place))).works);
}

async function proofAndLift(stage: Stage, narrator: Narrator, thief: Clients): Promise<void> {
  narrator.chapter("Is it true? CloudTrail says");
  await stage.wait(60);
  narrator.check(
    "the policy simulator finds old sessions denied, new ones not",
    (await stage.incident())?.proof === "effective",
  );
  await readSecret(thief);
  await stage.wait(2.5 * HOUR);
  const proven = await stage.incident();
  const { denied = 0, allowed = [], regions, ownWrite } = proven?.evidence ?? {};
  narrator.check(
    "two quiet hours later it is proven",
    proven?.proof === "proven",
    `read in ${regions} Regions: ${denied} calls of the stolen key refused, ${allowed.length} let through`,
  );
  narrator.check("our own PutRolePolicy is on the trail", ownWrite !== undefined, `event ${ownWrite?.eventId}`);

  narrator.chapter("Hours later");
  await stage.wait(11 * HOUR);
  const lifted = await stage.incident();
  narrator.check("no session of then can be alive: the deny is lifted", lifted?.status === "lifted", lifted?.liftedAt);
  const left = await attempt(
    stage.admin.iam.send(new GetRolePolicyCommand({ RoleName: "app", PolicyName: "AWSRevokeOlderSessions" })),
  );
  narrator.check("the role is as it was before", !left.works && left.code === "NoSuchEntityException", wordsOf(left));
  narrator.check("the stolen credential has expired meanwhile", !(await readSecret(thief)).works);
}

async function signIn(stage: Stage, { alice, roleArn }: Workplace): Promise<Clients> {
  const { Credentials } = await alice.sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "alice" }));
  return stage.as(keysOf(Credentials));
}

async function setTrust(stage: Stage, document: string): Promise<void> {
  await stage.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "app", PolicyDocument: document }));
}
