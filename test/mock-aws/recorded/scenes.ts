// What a recorded case asked of AWS, asked again: the steps of a case by the names under which they were recorded.
import type { TestAws } from "../../support/local-aws.ts";
import { type Answer, answerOf } from "./compare.ts";

export type Steps = Readonly<Record<string, Answer>>;

/** `parameter` is what stands in brackets behind the case's name. */
export type Scene = (aws: TestAws, parameter: string) => Promise<Steps>;

export type Scenes = Readonly<Record<string, Scene>>;

/** Runs the steps one after the other. */
export async function play(steps: Readonly<Record<string, () => Promise<object>>>): Promise<Steps> {
  const answers: Record<string, Answer> = {};
  for (const [name, step] of Object.entries(steps)) answers[name] = await answerOf(step());
  return answers;
}

export const ROLE_TRUSTS = (service: string, more: object = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Action: "sts:AssumeRole", Effect: "Allow", Principal: { Service: service }, ...more }],
  });
