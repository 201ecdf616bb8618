// A function that says what it has heard, and documents that ask it.
import { registerFunction } from "../../../mock-aws/lambda/functions.ts";
import type { TestAws } from "../../support/local-aws.ts";

export const FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:echo";
export const ask = (InputPayload: object = {}, more: object = {}) => ({
  name: "Ask",
  action: "aws:invokeLambdaFunction",
  inputs: { FunctionName: FUNCTION, InputPayload },
  outputs: [
    { Name: "Colour", Selector: "$.Payload.colour", Type: "String" },
    { Name: "Nothing", Selector: "$.Payload.nothing", Type: "String" },
  ],
  ...more,
});
export const document = (mainSteps: object[], more: object = {}) => ({ schemaVersion: "0.3", mainSteps, ...more });

/** Answers with what it hears from now on. It fails where it is asked to. */
export function echoOf(aws: TestAws): readonly unknown[] {
  const heard: unknown[] = [];
  registerFunction(aws.aws.world(), {
    account: "111122223333",
    region: "us-east-1",
    name: "echo",
    async handler(event) {
      heard.push(event);
      if (Object(event).fail) throw new Error("no");
      return { said: event, colour: "green", count: 3 };
    },
  });
  return heard;
}
