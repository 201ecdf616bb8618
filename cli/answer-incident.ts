// A person's word on an incident: shown what it does, asked for a yes, proven to be theirs, given.
import type { Answers, Presented } from "../lambda/answers.ts";
import { whatNext } from "../lambda/words/what-next.ts";
import { whereItStands } from "../lambda/words/where-it-stands.ts";
import { whose } from "../lambda/words/whose.ts";
import { askYes } from "./ask-yes.ts";
import type { Context } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { findIncident } from "./find-incident.ts";
import { safely } from "./output/safe-text.ts";
import { wrap } from "./output/wrap.ts";
import { refused } from "./refused.ts";
import { showNext } from "./view/next.ts";
import { bullets } from "./view/section.ts";

export type Word = {
  readonly action: "approve" | "reject" | "lift";
  readonly given: string;
  readonly reason: string | undefined;
  readonly falseAlarm?: true | undefined;
  readonly yes?: true | undefined;
  /** What it does to this incident, in sentences. */
  readonly does: (incident: Presented) => readonly string[];
};

export async function answerIncident(context: Context, word: Word): Promise<ExitCode> {
  const { isJson, json, err, out } = context;
  const before = await findIncident(context, word.given);
  const { id } = before;
  if (!isJson) {
    const { principal, account } = safely(before);
    err.line(wrap(`${err.paint("bold", `Incident ${id}`)}: ${whose(principal, account)}`, err.columns));
    bullets(err, word.does(safely(before)));
    const { caller } = await context.reach();
    err.line(wrap(`Said as ${caller.arn}.`, err.columns));
  }
  const consent = await askYes(context, `${QUESTION[word.action]}?`, word.yes);
  if (consent !== "yes") return undone(context, id, consent);
  const answer = await ask(context, id, word);
  if ("refused" in answer) return refused(context, answer);
  const exitCode = exitCodeOf(word.action, answer.status);
  const after = await findIncident(context, id);
  if (isJson) json({ done: true, ...answer, exitCode });
  else {
    out.line(wrap(whereItStands(safely(after)), out.columns));
    showNext(out, whatNext(safely(after)));
  }
  return exitCode;
}

const QUESTION = { approve: "Approve it", reject: "Reject it", lift: "Lift it" } as const;

function undone({ isJson, json, err }: Context, incident: string, consent: "no" | "nobody"): ExitCode {
  const because = consent === "no" ? "you said no." : "there is no terminal to ask at. Say --yes to have it done.";
  const exitCode = consent === "no" ? EXIT.refused : EXIT.usage;
  if (isJson) json({ done: false, incident, because: `Nothing was done: ${because}`, exitCode });
  else err.line(`Nothing was done: ${because}`);
  return exitCode;
}

/** Each word is proven: the record names the person. */
async function ask(context: Context, id: string, word: Word): Promise<Answers["lift"]> {
  const { responder } = await context.reach();
  const { action, reason, falseAlarm } = word;
  const proof = await responder.prove({ action, incident: id });
  if (action === "approve") return responder.ask("approve", { id, proof, ...(reason ? { reason } : {}) });
  if (action === "reject") return responder.ask("reject", { id, proof, reason: reason ?? "rejected" });
  return responder.ask("lift", { id, proof, reason: reason ?? "lifted", ...(falseAlarm ? { falseAlarm } : {}) });
}

function exitCodeOf(action: Word["action"], status: string): ExitCode {
  if (status === "failed") return EXIT.failed;
  if (action === "approve" && status === "awaiting-approval") return EXIT.awaitingApproval;
  if (action === "approve" && status === "refused") return EXIT.refused;
  return EXIT.done;
}
