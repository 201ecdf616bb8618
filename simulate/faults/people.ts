// What people ask of the responder meanwhile: they say yes or no, look at the proof again, lift. What fails they ask again later.
import type { CallerProof } from "../../lambda/caller-identity.ts";
import { presignCaller } from "../../lambda/presign-caller.ts";
import { route } from "../../lambda/route.ts";
import { HOME_ACCOUNT, HOME_REGION } from "../../mock-aws/world.ts";
import type { Tell } from "../story.ts";
import type { Plan } from "./plan.ts";
import type { Stage } from "./stage.ts";

/** Answers every question that is open, if the plan has somebody answer. */
export async function answerQuestions(stage: Stage, { word }: Plan, tell: Tell): Promise<void> {
  if (word === "nothing") return;
  for (const { id, status } of await stage.ledger.list(MOST)) {
    if (status !== "awaiting-approval") continue;
    const signing = { credentials: stage.admin(HOME_ACCOUNT), region: HOME_REGION, endpoint: stage.aws.endpoint };
    const proof = await presignCaller({ action: word, incident: id }, signing);
    await ask(stage, { action: word, id, proof, reason: "as I see it" }, tell);
  }
}

export async function verifyAll(stage: Stage, tell: Tell): Promise<void> {
  for (const { id } of await stage.ledger.list(MOST)) await ask(stage, { action: "verify", id }, tell);
}

export async function lift(stage: Stage, id: string, tell: Tell): Promise<void> {
  await ask(stage, { action: "lift", id, reason: "the leak is closed" }, tell);
}

type Wish = { readonly action: string; readonly id: string; readonly reason?: string; readonly proof?: CallerProof };

async function ask(stage: Stage, wish: Wish, tell: Tell): Promise<void> {
  const answer = await route(stage.deps, wish).catch((error: Error) => ({ refused: error.message }));
  const { status, refused } = Object(answer);
  tell("person", `${wish.action} ${wish.id}`, String(status ?? refused));
}

export const MOST = 100;
