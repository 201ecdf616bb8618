// Whether the heartbeat beats: it holds, traces, proves and lifts.
import { commandLine } from "../../lambda/command-line.ts";
import { RESPONDER } from "../../lambda/own-names.ts";
import type { Check } from "./check.ts";
import { countRecent, METRIC_PERMISSIONS } from "./recent-metric.ts";

const MINUTES = 10;

export const heartbeatCheck: Check = {
  name: "heartbeat",
  title: "The heartbeat",
  about: "Without it nothing that somebody undoes is put back, and nothing is proven or lifted.",
  permissions: METRIC_PERMISSIONS,
  async run(examined) {
    const { region } = examined;
    const beats = await countRecent(examined, { name: "Heartbeats", minutes: MINUTES });
    const where = { region };
    if (beats > 0) return [{ status: "ok", what: `${beats} heartbeats in the last ${MINUTES} minutes.`, where }];
    const enable = commandLine("aws", "events", "enable-rule", "--name", `${RESPONDER}-heartbeat`, "--region", region);
    const what = `No heartbeat in the last ${MINUTES} minutes.`;
    return [{ status: "problem", what, fix: `${enable}   # then docs/runbook.md#heartbeat-missing`, where }];
  },
};
