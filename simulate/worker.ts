// People and programs that work all the time, and what a deny costs them: the time until a call works again.
import { CreateAccessKeyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { type Keys, keysOf } from "../local/clients.ts";
import type { DirectAws } from "../local/direct-aws.ts";
import { type Actor, actorOf, tryTo, work } from "./actor.ts";
import { arnOf, type Principal } from "./organization.ts";
import type { Program } from "./program.ts";
import type { Tell } from "./story.ts";

/** Somebody at work; how long they have been locked out so far, in milliseconds. */
export type Worker = { readonly program: Program; lockedOut(): number };

/** How new credentials are got; undefined while that is refused too. */
export type SignIn = () => Promise<Keys | undefined>;

const EVERY_SECONDS = 60;
/** Whoever is locked out does not wait a minute to try again. */
const IMPATIENT_SECONDS = 20;

/** `signIn` is asked at the start, `startAfter` seconds from now, and whenever a call was refused. */
export function worker(aws: DirectAws, name: string, startAfter: number, signIn: SignIn, tell: Tell): Worker {
  const now = () => aws.aws.world().clock.now();
  let since: number | undefined;
  let total = 0;

  function note(works: boolean): void {
    if (!works) since ??= now();
    if (works && since !== undefined) {
      total += now() - since;
      since = undefined;
    }
    tell("worker", name, works ? "works" : "is locked out");
  }

  async function* program(): Program {
    yield startAfter;
    let actor = await newActor();
    for (;;) {
      const isWorking = await works(actor);
      if (!isWorking) actor = (await newActor()) ?? actor;
      note(isWorking || (await works(actor)));
      yield since === undefined ? EVERY_SECONDS : IMPATIENT_SECONDS;
    }
  }

  async function newActor(): Promise<Actor | undefined> {
    const keys = await signIn();
    return keys && actorOf(aws, keys);
  }

  return { program: program(), lockedOut: () => total + (since === undefined ? 0 : now() - since) };
}

async function works(actor: Actor | undefined): Promise<boolean> {
  return actor !== undefined && "got" in (await tryTo(work(actor)));
}

/** A person assumes the role anew. */
export function assumes(aws: DirectAws, person: Keys, role: Principal): SignIn {
  const actor = actorOf(aws, person);
  const command = () => new AssumeRoleCommand({ RoleArn: arnOf(role), RoleSessionName: "engineer" });
  return async () => {
    const answer = await tryTo(actor.sts.send(command()));
    return "got" in answer ? keysOf(answer.got.Credentials) : undefined;
  };
}

/** An application whose key was switched off gets a new one from its owners, who need a while. */
export function rotates(aws: DirectAws, key: Keys, user: Principal, admin: Keys, repairAfter: number): SignIn {
  const repaired = onceRepaired(aws, repairAfter);
  let current = key;
  return async () => {
    if (!repaired()) return current;
    const { iam } = actorOf(aws, admin);
    const answer = await tryTo(iam.send(new CreateAccessKeyCommand({ UserName: user.name })));
    const { AccessKeyId, SecretAccessKey } = ("got" in answer && answer.got.AccessKey) || {};
    if (AccessKeyId && SecretAccessKey) current = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
    return current;
  };
}

/** A program on an instance uses what the metadata service gives; its owners refresh the instance when that is dead. */
export function onInstance(
  aws: DirectAws,
  metadata: () => Promise<Keys>,
  refresh: () => Promise<void>,
  repairAfter: number,
): SignIn {
  const repaired = onceRepaired(aws, repairAfter);
  return async () => {
    if (repaired()) await refresh();
    const keys = await metadata();
    return keys.accessKeyId ? keys : undefined; // None, where the role's trust was rewritten without EC2.
  };
}

/** True once each time: so long after the first look that came since the last repair. The very first look is no trouble. */
function onceRepaired(aws: DirectAws, repairAfter: number): () => boolean {
  let isFirst = true;
  let troubledAt: number | undefined;
  return () => {
    const now = aws.aws.world().clock.now();
    if (isFirst) {
      isFirst = false;
      return false;
    }
    troubledAt ??= now;
    if (now < troubledAt + repairAfter * 1000) return false;
    troubledAt = undefined;
    return true;
  };
}
