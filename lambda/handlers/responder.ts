// The function's door: alerts, the heartbeat, and requests of people, to the flow behind it.
import { randomUUID } from "node:crypto";
import { buildDeps } from "../build-deps.ts";
import { readEnvironment } from "../env.ts";
import { createLog } from "../log.ts";
import { route } from "../route.ts";

const environment = readEnvironment(process.env);

const deps = buildDeps(
  environment,
  { region: environment.region },
  {
    now: Date.now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    newId: randomUUID,
    log: createLog(environment.logLevel),
  },
);

export const handler = (event: unknown) => route(deps, event);
