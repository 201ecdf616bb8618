// One incident for a person on the terminal, section by section.
import type { Presented } from "../../lambda/answers.ts";
import { howSure } from "../../lambda/words/how-sure.ts";
import { stepWords } from "../../lambda/words/step-words.ts";
import { whatNext } from "../../lambda/words/what-next.ts";
import { whereItStands } from "../../lambda/words/where-it-stands.ts";
import { whose } from "../../lambda/words/whose.ts";
import type { Printer } from "../output/printer.ts";
import { wrap } from "../output/wrap.ts";
import { showNext } from "./next.ts";
import { showRecord } from "./record.ts";
import { showResidual } from "./residual.ts";
import { bullets, field, heading } from "./section.ts";
import { showSessions } from "./sessions.ts";

/** Its texts are made harmless already. `now` in milliseconds. */
export function showIncident(to: Printer, incident: Presented, now: number): void {
  const { id, principal, account, cutoff, openedAt, containedAt, liftedAt, proof, evidence } = incident;
  to.line(to.paint("bold", `Incident ${id}`));
  to.line(wrap(whereItStands(incident), to.columns));
  to.line();
  field(to, "Whose", whose(principal, account));
  field(to, "Opened", openedAt);
  if (containedAt) field(to, "Contained", containedAt);
  if (liftedAt) field(to, "Lifted", liftedAt);
  field(to, "Cutoff", cutoff);
  field(to, "Proof", howSure(proof, evidence));
  showSteps(to, incident);
  heading(to, "Sessions");
  showSessions(to, incident, now);
  showQuestions(to, incident);
  showWaysIn(to, incident);
  showResidual(to, incident);
  heading(to, "What happened");
  showRecord(to, incident);
  showNext(to, whatNext(incident));
}

function showSteps(to: Printer, { steps, plan, failures }: Presented): void {
  const planned = steps.length === 0 ? (plan ?? []) : [];
  if (steps.length + planned.length > 0) heading(to, steps.length > 0 ? "Steps" : "Steps that would be taken");
  bullets(to, planned.map(stepWords));
  bullets(
    to,
    steps.map(({ step, status, appliedAt }) => `${MARK[status]}${stepWords(step)} (${appliedAt})`),
  );
  bullets(
    to,
    Object.values(failures).map((words) => `failed: ${words.join(" ")}`),
  );
}

const MARK = { applied: "", undone: "undone: ", kept: "kept until a person undoes it: " } as const;

function showQuestions(to: Printer, { questions }: Presented): void {
  if (questions.length === 0) return;
  heading(to, "A person is asked about");
  bullets(
    to,
    questions.map(({ alert, because, plan }) => {
      const would = plan.map(stepWords).join("; ");
      return `${whose(alert.principal, alert.account)}: ${because.join(" ")}${would ? ` A yes would ${would}.` : ""}`;
    }),
  );
}

function showWaysIn(to: Printer, { waysIn }: Presented): void {
  const open = (waysIn?.ways ?? []).filter((way) => way.open === "yes" || way.open === "depends");
  if (!waysIn || (open.length === 0 && waysIn.gaps.length === 0)) return;
  heading(to, "Who can still open a session");
  bullets(
    to,
    open.map(({ who, call, role, conditions, open: how }) => {
      const only = how === "depends" ? `, if ${conditions.join(" and ")}` : "";
      return `${who} by ${call} into ${role}${only}`;
    }),
  );
  bullets(to, waysIn.gaps);
}
