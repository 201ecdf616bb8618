// What `responder redrive` does: it shows the dead letters, asks, and gives them back one by one.
import { settleSome } from "../../lambda/settle-some.ts";
import { askYes } from "../ask-yes.ts";
import type { Context } from "../context.ts";
import { examine } from "../doctor/examined.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { CliError, usageError } from "../explain-error.ts";
import { safely } from "../output/safe-text.ts";
import { QUEUE } from "../redrive/queue.ts";
import { type DeadLetter, type Replayed, replay, type Taken, takeLetters } from "../redrive/replay.ts";
import { showLetters, showReplayed } from "../view/dead-letters.ts";
import { bullets } from "../view/section.ts";

export type RedriveOptions = { readonly id?: readonly string[]; readonly limit: number; readonly yes?: true };

export async function redriveAll(context: Context, { id: ids, limit, yes }: RedriveOptions): Promise<ExitCode> {
  const { options, isJson, err, out } = context;
  if (options.direct) throw usageError("With --direct there is no queue: nothing is deployed.", "Leave --direct out.");
  const { responder, connection, now } = await context.reach();
  const { functionName } = options;
  const examined = examine({ connection, responder, now, ...(functionName === undefined ? {} : { functionName }) });
  const taken = await takeLetters(examined, limit);
  const ends = new Map<DeadLetter, Replayed>();
  try {
    if (taken.without.includes(connection.region)) throw nowhere(connection.region);
    const seen = { taken, chosen: ids ? chosenFrom(taken.letters, ids) : taken.letters, ends };
    const wanted = seen.chosen.filter(({ unless }) => unless === undefined || (unless === "named" && ids));
    if (!isJson) bullets(err, safely(taken.unseen));
    if (!isJson) showLetters(out, seen.chosen);
    if (wanted.length === 0) return ended(context, seen, "nothing");
    if (!isJson) err.line(`\n${wanted.length} can be given to the responder again, which is safe however often.`);
    const consent = await askYes(context, "Do it?", yes);
    if (consent !== "yes") return ended(context, seen, consent);
    await settleSome(AT_ONCE, wanted, async (letter) => {
      const end = await replay(examined, letter);
      ends.set(letter, end);
      if (!isJson) showReplayed(out, letter, end);
    });
    return ended(context, seen, "done");
  } finally {
    // What was only looked at: everybody sees it again at once.
    const left = taken.letters.filter((letter) => !ends.has(letter));
    await settleSome(AT_ONCE, left, ({ queue, message }) => queue.release(message));
  }
}

/** Few: each may be an alert that calls IAM. */
const AT_ONCE = 4;

function nowhere(region: string): CliError {
  return new CliError("NoDeadLetterQueue", `There is no queue ${QUEUE} in ${region}: nothing is deployed there.`, {
    todo: "Name another Region or account: --region, --profile.",
  });
}

function chosenFrom(letters: readonly DeadLetter[], ids: readonly string[]): readonly DeadLetter[] {
  for (const id of ids) {
    const { length } = letters.filter((letter) => letter.id.startsWith(id));
    if (length === 1) continue;
    const what = length === 0 ? "No dead letter" : "More than one dead letter";
    throw new CliError("NoSuchDeadLetter", `${what} begins with ${id}, of ${letters.length} that were looked at.`, {
      todo: "`responder redrive` lists them; --limit has it look at more.",
    });
  }
  return letters.filter((letter) => ids.some((id) => letter.id.startsWith(id)));
}

const ENDED = {
  nothing: [EXIT.done, "There is nothing to give to the responder again."],
  no: [EXIT.refused, "Nothing was done: you said no."],
  nobody: [
    EXIT.done,
    "Only listed, and nothing was done: there is no terminal to ask at. Say --yes to give them to the responder again.",
  ],
  done: [EXIT.done, undefined],
} as const;

type Seen = {
  readonly taken: Taken;
  readonly chosen: readonly DeadLetter[];
  readonly ends: ReadonlyMap<DeadLetter, Replayed>;
};

/** A Region that was not seen is no empty one. */
function ended({ isJson, json, err }: Context, { taken, chosen, ends }: Seen, how: keyof typeof ENDED): ExitCode {
  const [usual, because] = ENDED[how];
  const isWhole = taken.unseen.length === 0 && [...ends.values()].every(({ outcome }) => outcome !== "failed");
  const exitCode = isWhole ? usual : EXIT.failed;
  const deadLetters = chosen.map((letter) => ({ ...documentOf(letter), ...ends.get(letter) }));
  const said = because === undefined ? {} : { because };
  if (isJson) json({ done: how === "done", ...said, deadLetters, unseen: taken.unseen, exitCode });
  else if (because) err.line(because);
  return exitCode;
}

function documentOf({ id, region, at, about, whose, why, because }: DeadLetter) {
  return { id, region, at, about, whose, why, ...(because === undefined ? {} : { because }) };
}
