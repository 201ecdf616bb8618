// What a person asks for on the page, asked of the responder: with a proof of who they are, and told in a sentence.
import type { Answers, Refused, Responder, Summary } from "../answers.ts";
import { whereItStands } from "../words/where-it-stands.ts";
import type { Asking } from "./view/ask-page.ts";
import type { Told } from "./view/layout.ts";
import type { Wish } from "./wish.ts";

export type Outcome = { readonly incident?: string; readonly refused?: string; readonly told: Told };

type Answered = {
  readonly id: string;
  readonly asking: Asking;
  readonly reason: string;
  readonly falseAlarm: boolean;
};

/** A yes, a no, a lift. */
export async function answer(responder: Responder, { id, asking, reason, falseAlarm }: Answered): Promise<Outcome> {
  const proof = await responder.prove({ action: asking, incident: id });
  if (asking === "lift") {
    return outcome(
      await responder.ask("lift", { id, reason, proof, ...(falseAlarm ? { falseAlarm } : {}) }),
      "Lifted.",
    );
  }
  if (asking === "reject") return outcome(await responder.ask("reject", { id, reason, proof }), "Rejected.");
  const request = { id, proof, ...(reason === "" ? {} : { reason }) };
  return outcome(await responder.ask("approve", request), "Approved.");
}

/** `new` stands for the incident that is not there yet. */
export async function contain(responder: Responder, wish: Wish): Promise<Outcome> {
  const proof = await responder.prove({ action: "contain", incident: "new" });
  return outcome(await responder.ask("contain", { ...wish, proof }), "Asked for.");
}

export async function verify(responder: Responder, id: string): Promise<Outcome> {
  return outcome(await responder.ask("verify", { id }), "CloudTrail was read.");
}

function outcome(said: Answers["contain"], done: string): Outcome {
  if (isRefused(said)) return { refused: said.refused, told: { tone: "danger", words: said.refused } };
  const words = `${done} ${whereItStands({ ...said, steps: [], questions: [] })}`;
  return { incident: said.incident, told: { tone: TONES[said.status] ?? "good", words } };
}

const TONES: { readonly [S in Summary["status"]]?: Told["tone"] } = {
  failed: "danger",
  refused: "warning",
  "awaiting-approval": "warning",
};

function isRefused(said: Summary | Refused): said is Refused {
  return "refused" in said;
}
