// `node --expose-gc bench/mock/filled-aws.ts ROLES SESSIONS EVENTS`: the local AWS with so much in it, and what that takes.
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { listen } from "../../mock-aws/listen.ts";
import { HOME_ACCOUNT } from "../../mock-aws/world.ts";
import { addEvents, addRoles, addSessions } from "./fill.ts";
import type { Memory } from "./targets.ts";

const [roleCount = 0, sessionCount = 0, eventCount = 0] = process.argv.slice(2).map(Number);
const aws = await listen({ ticking: true });
const world = aws.aws.world();
Object.assign(world.settings, { trailDelay: 0, lookupRate: 1e9 }); // Events are to be found at once, and as often as asked.

const empty = memory();
const roles = addRoles(world, roleCount);
const withRoles = memory();
const sessions = addSessions(world, roles, sessionCount);
const withSessions = memory();
addEvents(world, sessions, eventCount);
const withEvents = memory();

const stages = { empty, roles: withRoles, sessions: withSessions, events: withEvents };
process.stdout.write(
  `${JSON.stringify({ endpoint: aws.endpoint, ...ADMIN_KEY, account: HOME_ACCOUNT, heap: of("heapUsed"), rss: of("rss") })}\n`,
);
process.once("SIGTERM", () => void aws.close().then(() => process.exit(0)));

function memory() {
  globalThis.gc?.();
  return process.memoryUsage();
}

function of(kind: "heapUsed" | "rss"): Memory {
  const megabytes = (stage: keyof Memory) => stages[stage][kind] / 2 ** 20;
  return {
    empty: megabytes("empty"),
    roles: megabytes("roles"),
    sessions: megabytes("sessions"),
    events: megabytes("events"),
  };
}
