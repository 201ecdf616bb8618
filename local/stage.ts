// The stage of the stories: a local AWS as slow as AWS is, the responder in it, and a quiet log.
import type { Deps } from "../lambda/deps.ts";
import type { Incident } from "../lambda/incident.ts";
import { createLog } from "../lambda/log.ts";
import { ADMIN_KEY, foundAccount } from "../mock-aws/bootstrap.ts";
import { accessKeyId, secretKey } from "../mock-aws/ids.ts";
import { type Listening, listen } from "../mock-aws/listen.ts";
import { giveKeyId } from "../mock-aws/plant.ts";
import { HOME_ACCOUNT } from "../mock-aws/world.ts";
import { memoryLedger } from "../simulate/memory-ledger.ts";
import { type Clients, clientsOf, type Keys } from "./clients.ts";
import { handlerFor } from "./direct-aws.ts";
import { installResponder } from "./install-responder.ts";

export type Stage = {
  readonly aws: Listening;
  readonly deps: Deps;
  /** Lines of the responder's log so far. */
  readonly log: readonly string[];
  readonly account: string;
  readonly admin: Clients;
  /** `from`: the address that calls come from. */
  as(keys: Keys, from?: string): Clients;
  now(): number;
  wait(seconds: number): Promise<void>;
  /** The incident that was opened last. */
  incident(): Promise<Incident | undefined>;
  /** All, oldest first. */
  incidents(): Promise<readonly Incident[]>;
};

/** IAM's changes take 4 seconds to be enforced, the trail is 5 minutes late: as measured and documented for AWS. */
const IAM_PROPAGATION_MS = 4_000;

/** `isForEvent`: the documented key is nobody's, since the event may be about it. */
export async function setStage(account = HOME_ACCOUNT, isForEvent = false): Promise<Stage> {
  const aws = await listen();
  const world = aws.aws.world();
  const adminKeys = account === HOME_ACCOUNT ? homeAdmin() : newAdmin();
  if (account !== HOME_ACCOUNT) foundAccount(world, account, adminKeys);
  const log: string[] = [];
  const reached = { ...aws, requestHandler: handlerFor(aws.aws) }; // The actors' calls go over sockets, the responder's stay here.
  const deps = await installResponder(reached, {
    log: createLog("info", { to: { write: (line) => void log.push(line) }, now: () => world.clock.now() }),
    home: { account, admin: adminKeys },
    // The hours that a story skips are hundreds of quiet heartbeats: with the table in memory each takes half.
    ledger: memoryLedger(),
  });
  world.settings.iamPropagation = IAM_PROPAGATION_MS;
  const as = (keys: Keys, from?: string) => clientsOf(aws.endpoint, keys, from === undefined ? {} : { from });

  function homeAdmin(): Keys {
    if (!isForEvent) return ADMIN_KEY;
    const id = accessKeyId(world.random, "AKIA", account);
    giveKeyId(world, ADMIN_KEY.accessKeyId, id);
    return { ...ADMIN_KEY, accessKeyId: id };
  }

  function newAdmin() {
    return { accessKeyId: accessKeyId(world.random, "AKIA", account), secretAccessKey: secretKey(world.random) };
  }
  return {
    aws,
    deps,
    log,
    account,
    admin: as(adminKeys),
    as,
    now: () => world.clock.now(),
    wait: async (seconds) => void (await world.clock.advanceTo(world.clock.now() + seconds * 1000)),
    async incident() {
      const [head] = await deps.ledger.list(1);
      return head && deps.ledger.read(head.id);
    },
    async incidents() {
      const heads = await deps.ledger.list(100);
      const all = await Promise.all(heads.map(({ id }) => deps.ledger.read(id)));
      return all.flatMap((incident) => incident ?? []).reverse();
    },
  };
}
