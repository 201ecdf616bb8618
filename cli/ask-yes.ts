// A person's yes at the terminal, before anything is done.
import type { Context } from "./context.ts";

export type Consent = "yes" | "no" | "nobody";

/** `nobody`: there is no terminal to ask at, and `--yes` was not said. */
export async function askYes(context: Context, question: string, isSaid: boolean | undefined): Promise<Consent> {
  if (isSaid) return "yes";
  const { askPerson } = context.surroundings;
  if (!askPerson || context.isJson) return "nobody";
  const answer = await askPerson(`${context.err.paint("bold", question)} [y/N] `);
  return /^y(es)?$/i.test(answer.trim()) ? "yes" : "no";
}
