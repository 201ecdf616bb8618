// The flow's dependencies from an environment: real clients, the real ledger, a log of one JSON line each.
import type { Logger } from "pino";
import { type Connection, connect, connectLedger } from "./aws.ts";
import type { Config } from "./config.ts";
import { createContainmentCount } from "./containment-count.ts";
import type { Deps } from "./deps.ts";
import type { Environment } from "./env.ts";
import { heardBeside } from "./heard-regions.ts";
import { dynamodbLedger } from "./ledger/dynamodb-ledger.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { measuredLedger } from "./measured-ledger.ts";
import { HOME_ROLES } from "./own-names.ts";
import { partitionOf } from "./partition.ts";
import { buildPlaces } from "./places.ts";

/** What is the machine's own in AWS and virtual elsewhere. */
export type Outside = Pick<Deps, "now" | "sleep" | "newId" | "metrics"> & {
  readonly log: Logger;
  /** Nobody is told of anything: no message goes out, and none is owed. */
  readonly silent?: boolean;
};

export type Installed = Pick<Environment, "table" | "account" | "ownRole" | "region"> & { readonly config: Config };

/** `unmeasured`: the ledger, the one in DynamoDB, reached by the same connection, unless said. */
export function buildDeps(
  installed: Installed,
  connection: Connection,
  { silent = false, ...outside }: Outside,
  unmeasured: Ledger = dynamodbLedger(connectLedger(connection), installed.table, { isOutbox: !silent }),
): Deps {
  const ledger = measuredLedger(unmeasured, outside.metrics);
  const home = connect(installed.account, connection);
  const { config, region } = installed;
  const { endpoint } = connection;
  return {
    ...outside,
    places: buildPlaces({ home, config, connection, now: outside.now }),
    ledger,
    heard: [region, ...heardBeside(config, installed)],
    config: { ...config, ownRoles: [...config.ownRoles, ...ownRoles(installed)] },
    ...(silent ? {} : { tell: async (message) => (await import("./notify/put-message.ts")).putMessage(home, message) }),
    contained: createContainmentCount({
      countContained: (since) => ledger.countContained(since, config.circuitBreaker),
      countBegun: ledger.countBegun,
    }),
    callers: { fetch, ...(endpoint === undefined ? {} : { endpoint }) },
    within,
  };
}

/** Those of its own stack, beside the one that it runs as. */
function ownRoles({ account, ownRole, region }: Installed): readonly string[] {
  const siblings = HOME_ROLES.map((name) => `arn:${partitionOf(region)}:iam::${account}:role/${name}`);
  return [...new Set([ownRole, ...siblings])];
}

/** The result, or undefined where it takes longer. The work goes on either way. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
