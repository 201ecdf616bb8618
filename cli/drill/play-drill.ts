// A leak played against the deployed responder from end to end, with a role made for it, and the times that it took.
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { cleanUp } from "./clean-up.ts";
import type { DrillMeans } from "./drill-means.ts";
import type { DrillReport, DrillStep, Outcome } from "./drill-report.ts";
import { DRILL_PREFIX, drillRoleArn, makeDrillRole, removeLeftovers } from "./drill-role.ts";
import { type DrillRun, DrillStoppedError, drillRun } from "./drill-run.ts";
import { type DrillSession, openSession } from "./drill-session.ts";
import { type Known, report, watch } from "./watch-leak.ts";

/** IAM tells the rest of AWS of a new role within seconds, as a rule. */
const NEW_ROLE = { ms: 1000, patienceMs: 90_000 };

/**
 * Never rejects but where the caller cannot be told from AWS: whatever happens, what was made is removed, the containment is
 * lifted, and the report says what could not be.
 */
export async function playDrill(
  means: DrillMeans,
  onProgress: (step: DrillStep) => void = () => {},
): Promise<DrillReport> {
  const { connection } = means;
  const { region } = connection;
  const sts = new STSClient(connection);
  const iam = new IAMClient(connection);
  const { Account: account = "", UserId: userId = "" } = await sts.send(new GetCallerIdentityCommand({}));
  const role = `${DRILL_PREFIX}${means.unique}`;
  const arn = drillRoleArn({ account, region }, role);
  const run = drillRun(means, onProgress);
  const known: Known = { account, role };
  const open = () => openSession(sts, connection, arn);
  let end: Ended;
  try {
    const removed = await removeLeftovers(iam, means.now());
    if (removed.length > 0) run.tell("leftovers-removed", `Of earlier drills: ${removed.join(", ")}.`);
    known.isMade = true;
    await makeDrillRole(iam, role, { account, userId, region });
    run.tell("role-made", arn);
    const leaked = await workingSession(
      run,
      open,
      "session-works",
      "A session of it works: this is the one that leaks.",
    );
    await report(means, { run, known, leaked, events: new EventBridgeClient(connection) });
    end = await watch(means, { run, known, leaked });
    if (end.outcome === "contained") await signInAgain(means, run, known, open);
  } catch (error) {
    end = endOf(error, means.signal);
  }
  const left = await cleanUp(means, { run, known, iam });
  const { incident } = known;
  return { ...end, account, region, role, incident: incident?.id, steps: run.steps, left };
}

type Ended = { readonly outcome: Outcome; readonly because?: string | undefined };

function endOf(error: unknown, signal: AbortSignal | undefined): Ended {
  if (error instanceof DrillStoppedError || signal?.aborted) return { outcome: "stopped" };
  return { outcome: "failed", because: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
}

async function workingSession(
  run: DrillRun,
  open: () => Promise<DrillSession | undefined>,
  step: "session-works" | "new-session-works",
  what: string,
): Promise<DrillSession> {
  const session = await run.until(open, NEW_ROLE);
  if (!session) throw new Error("The drill's role could not be assumed: the caller needs sts:AssumeRole on it.");
  const works = await run.until(async () => ((await session.try()) === "works" ? true : undefined), NEW_ROLE);
  if (!works) throw new Error("A new session of the drill's role is refused a call that the role may make.");
  run.tell(step, what);
  return session;
}

/** The cutoff lies a little in the future: what is opened before it is denied too. */
async function signInAgain(
  { now }: DrillMeans,
  run: DrillRun,
  { incident }: Known,
  open: () => Promise<DrillSession | undefined>,
): Promise<void> {
  const cutoff = Date.parse(incident?.cutoff ?? "");
  await run.until(async () => (now() > cutoff + 1000 ? true : undefined), { ms: 1000, patienceMs: 5 * 60_000 });
  await workingSession(
    run,
    open,
    "new-session-works",
    "The team signs in again: a session from after the cutoff works.",
  );
}
