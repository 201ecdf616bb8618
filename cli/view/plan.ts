// A plan for a person: what would be denied, for whom, who else works with it, what it will not stop.
import type { Planned } from "../../lambda/answers.ts";
import { stepWords } from "../../lambda/words/step-words.ts";
import { whose } from "../../lambda/words/whose.ts";
import type { Printer } from "../output/printer.ts";
import { table } from "../output/table.ts";
import { wrap } from "../output/wrap.ts";
import { bullets, command, field, heading } from "./section.ts";

export function showPlan(to: Printer, plan: Planned): void {
  const { verdict, principal, account, steps, limits, use } = plan;
  field(to, "For", whose(principal, account));
  if ("arn" in principal) field(to, "", principal.arn);
  field(to, "Verdict", to.paint(verdict.type === "contain" ? "green" : "yellow", VERDICT[verdict.type]));
  const because = verdict.type === "contain" ? verdict.despite : verdict.because;
  for (const reason of because ?? []) {
    const [why = "", ...byHand] = reason.split("\n");
    field(to, verdict.type === "contain" ? "although" : "because", why);
    if (byHand.length > 0) command(to, byHand.join("\n"));
  }
  if (steps.length === 0) return;
  heading(to, verdict.type === "contain" ? "What will be done" : "What would be done, were it not for that");
  bullets(
    to,
    steps.map((step) => `${capital(stepWords(step))}.`),
  );
  if (steps.some((step) => "cutoff" in step)) to.line(wrap(ANEW, to.columns, { indent: "  " }));
  if (use) showUse(to, use);
  heading(to, "What it will not stop");
  bullets(to, limits);
}

const VERDICT = {
  contain: "it can be contained",
  ask: "a person is asked first",
  refuse: "refused: it would not be contained",
} as const;

const ANEW = "Whoever signs in or assumes it anew after that works on; what is open now is cut off, whoever uses it.";

function showUse(to: Printer, { workloads, lastDay, unknown }: NonNullable<Planned["use"]>): void {
  heading(to, "Who else uses it");
  if (lastDay) {
    const { sessions, users, more = 0 } = lastDay;
    to.line(wrap(openedWords(sessions), to.columns, { indent: "  " }));
    const columns = [
      { head: "WHO", of: ({ who }: (typeof users)[number]) => `  ${who}`, atLeast: 24 },
      { head: "SESSIONS", of: ({ sessions: count }: (typeof users)[number]) => String(count) },
      { head: "LAST", of: ({ lastAt }: (typeof users)[number]) => lastAt, leaveOut: 1 },
    ];
    if (users.length > 0) to.line(table(users, columns, to.columns, to.paint));
    if (more > 0) to.line(`  … and ${more} more`);
  }
  for (const { kind, id, region, refresh } of workloads) {
    to.line(`  • the ${kind} ${id} in ${region}; it gets new credentials by`);
    command(to, refresh);
  }
  bullets(to, unknown);
}

function openedWords(sessions: number): string {
  const count = sessions === 0 ? "no session" : `${sessions} session${sessions === 1 ? "" : "s"}`;
  return `CloudTrail, some minutes late, shows ${count} opened in the last day${sessions === 0 ? "." : ", by"}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
