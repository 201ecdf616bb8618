// Where an incident stands, in one line: for lists, messages, and the top of a page.
import type { Row } from "../answers.ts";
import type { ProofLevel } from "../evidence.ts";
import { plainText } from "./plain-text.ts";

/** What is needed of it. */
export type Standing = Pick<Row, "status" | "proof" | "because" | "steps" | "held" | "questions" | "cutoff">;

/** Reasons in it may be others' words. */
export function whereItStands(incident: Standing): string {
  const asked = incident.questions.length;
  const more = [
    ...(isHeld(incident) ? ["Its roles are held: nobody can work in them."] : []),
    ...(asked > 0 && incident.status !== "lifted"
      ? [`A person is asked about ${asked === 1 ? "one more principal" : `${asked} more principals`}.`]
      : []),
  ];
  return [standing(incident), ...more].join(" ");
}

function standing({ status, proof, because, steps, cutoff }: Standing): string {
  const why = plainText(because.map(firstLine).join(" "));
  switch (status) {
    case "containing":
      return why === "" ? "Being contained: the steps are on their way." : `Being contained: ${why}`;
    case "contained":
      return `${CONTAINED[proof]} What was issued before ${cutoff} is denied.`;
    case "failed":
      return steps.some((step) => step.status === "applied")
        ? `Contained in part; something failed and is tried again each minute: ${why}`
        : `NOT contained; it failed and is tried again each minute: ${why}`;
    case "awaiting-approval":
      return `NOT contained: a person has to decide. ${why}`;
    case "refused":
      return `Not contained, and nothing was touched. ${why}`;
    case "lifted": {
      const kept = steps.filter((step) => step.status === "kept").length;
      return kept === 0
        ? "Over: every deny is lifted."
        : `Over: the denies are lifted, and ${kept === 1 ? "one step stays" : `${kept} steps stay`} until a person undoes them.`;
    }
  }
}

/** The others are what a person does by hand. */
function firstLine(reason: string): string {
  return reason.split("\n", 1)[0] ?? "";
}

const CONTAINED: Readonly<Record<ProofLevel, string>> = {
  none: "Contained, and found undone: it is being put back.",
  "in-place": "Contained; the deny is in place.",
  effective: "Contained; the deny works as far as AWS can tell beforehand.",
  proven: "Contained, and proven from CloudTrail.",
  unproven: "Contained, but it cannot be proven.",
  leaking: "LEAKING: the deny stands, and a call got through.",
};

function isHeld({ held, status }: Standing): boolean {
  return held !== undefined && held.releasedAt === undefined && status !== "lifted";
}
