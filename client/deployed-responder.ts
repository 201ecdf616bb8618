// The responder that is deployed, reached by invoking its function: whoever may do that is IAM's word.
import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import type { Answers, Responder } from "../lambda/answers.ts";
import { RESPONDER } from "../lambda/own-names.ts";

/** The function was reached and has failed: `name` is the error's there, `BadInputError` for a request that it cannot read. */
export class ResponderError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** Its credentials sign the proofs too. `endpoint`: where STS is, if not at AWS. */
export function deployedResponder(lambda: LambdaClient, endpoint?: string, functionName = RESPONDER): Responder {
  return {
    async ask(action, request) {
      const answer = await invokeFunction(lambda, functionName, JSON.stringify({ action, ...request }));
      return answer as Answers[typeof action]; // What route.ts returns for it.
    },
    async prove(asked) {
      const [credentials, region] = await Promise.all([lambda.config.credentials(), lambda.config.region()]);
      const { presignCaller } = await import("../lambda/presign-caller.ts"); // What checks proofs comes with it.
      return presignCaller(asked, { credentials, region, endpoint });
    },
  };
}

/** What a function returns for a payload of JSON, and waits for it. Rejects with a ResponderError where it has failed. */
export async function invokeFunction(lambda: LambdaClient, name: string, Payload: string): Promise<unknown> {
  const reply = await lambda.send(new InvokeCommand({ FunctionName: name, Payload }));
  const answer: unknown = JSON.parse(reply.Payload?.transformToString() ?? "null");
  if (reply.FunctionError !== undefined) throw failureOf(answer);
  return answer;
}

/** As Lambda tells of an error: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
function failureOf(payload: unknown): ResponderError {
  const { errorType, errorMessage } = Object(payload) as { errorType?: unknown; errorMessage?: unknown };
  return new ResponderError(
    String(errorType ?? "Error"),
    String(errorMessage ?? "The function failed and says no more."),
  );
}
