// After a drill, however it ended: the containment is lifted or the question withdrawn, and the role is removed.
import type { IAMClient } from "@aws-sdk/client-iam";
import { commandLine } from "../../lambda/command-line.ts";
import type { DrillMeans } from "./drill-means.ts";
import type { DrillReport } from "./drill-report.ts";
import { removeDrillRole } from "./drill-role.ts";
import type { DrillRun } from "./drill-run.ts";
import { findIncident, type Known } from "./watch-leak.ts";

type Left = DrillReport["left"][number];
type Scene = { readonly run: DrillRun; readonly known: Known; readonly iam: IAMClient };

/** Never rejects: what cannot be undone is named. The lift comes first: of a role that is gone nothing can be restored. */
export async function cleanUp(means: DrillMeans, { run, known, iam }: Scene): Promise<readonly Left[]> {
  const left: Left[] = [];
  if (known.isReported) left.push(...(await settle(means, run, known)));
  if (!known.isMade) return left;
  try {
    await removeDrillRole(iam, known.role);
    run.tell("role-removed", "The role is gone, and every session of it is worth nothing.");
  } catch (error) {
    const fix = commandLine("aws", "iam", "get-role", "--role-name", known.role);
    left.push({ what: `The role ${known.role} could not be removed: ${said(error)} The next drill removes it.`, fix });
  }
  return left;
}

async function settle(means: DrillMeans, run: DrillRun, known: Known): Promise<readonly Left[]> {
  try {
    const incident = await incidentOf(means, known);
    if (!incident) return [];
    const { status } = incident;
    if (status === "refused" || status === "lifted") return [];
    const action = status === "awaiting-approval" ? "reject" : "lift";
    const refused = await close(means, incident.id, action);
    if (refused !== undefined) return [stillOpen(incident.id, action, refused)];
    run.tell(action === "lift" ? "lifted" : "rejected", `The incident ${incident.id} is over.`);
    return [];
  } catch (error) {
    return [stillOpen(known.incident?.id ?? "INCIDENT", "lift", said(error))];
  }
}

/** One that was stopped right after its report may have an event under way. */
async function incidentOf(means: DrillMeans, known: Known) {
  for (let tries = 0; tries < 10; tries++) {
    const found = await findIncident(means, known);
    const isOnItsWay = found?.status === "containing" || (!found && means.signal?.aborted);
    if (!isOnItsWay) return found;
    await means.sleep(1000);
  }
  return known.incident;
}

/** Why it could not be; undefined where it was. */
async function close({ responder }: DrillMeans, id: string, action: "lift" | "reject"): Promise<string | undefined> {
  const proof = await responder.prove({ action, incident: id });
  const reason = "A drill is over";
  const answer =
    action === "lift"
      ? await responder.ask("lift", { id, proof, reason, falseAlarm: false })
      : await responder.ask("reject", { id, proof, reason });
  return "refused" in answer ? answer.refused : undefined;
}

function stillOpen(id: string, action: "lift" | "reject", because: string): Left {
  const fix = commandLine("npm", "run", "responder", "--", action, id, "--reason", "A drill is over");
  return { what: `The incident ${id} is still open: ${because}`, fix };
}

function said(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
