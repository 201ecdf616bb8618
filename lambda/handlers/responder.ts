// The function's door: alerts, the heartbeat, and requests of people, to the flow behind it.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { buildDeps } from "../build-deps.ts";
import { deployedConfig } from "../config/deployed.ts";
import { readEnvironment } from "../env.ts";
import { loadRest } from "../load-rest.ts";
import { createLog } from "../log.ts";
import { emfMetrics } from "../metrics.ts";
import { route } from "../route.ts";
import { sourceStack } from "../source-stack.ts";

Error.prepareStackTrace = sourceStack;

const environment = readEnvironment(process.env);

const log = createLog(environment.logLevel);

const metrics = emfMetrics({
  now: Date.now,
  write: (line) => void process.stdout.write(`${line}\n`),
  failed: (error) => log.error({ err: error }, "metrics could not be written"),
});

const outside = {
  now: Date.now,
  sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  newId: randomUUID,
  log,
  metrics,
};

const building = deployedConfig(environment.configFile, (path) => readFileSync(path, "utf8")).then((config) =>
  buildDeps({ ...environment, config }, { region: environment.region }, outside),
);
building.catch(() => undefined); // Each event is told, and fails.

export const handler = async (event: unknown) => {
  try {
    return await route(await building, event);
  } finally {
    await metrics.flush();
    await loadRest().catch((error: unknown) =>
      log.error({ err: error }, "not all of the function's code can be loaded"),
    );
  }
};
