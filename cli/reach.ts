// Who is asked: the responder that is deployed, and as whom.
import { LambdaClient } from "@aws-sdk/client-lambda";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { deployedResponder } from "../client/deployed-responder.ts";
import type { Responder } from "../lambda/answers.ts";
import { RESPONDER } from "../lambda/own-names.ts";
import { type ConnectionOptions, connectionOf } from "./connection.ts";
import { usageError } from "./explain-error.ts";
import type { Surroundings } from "./surroundings.ts";

export type Caller = { readonly arn: string; readonly account: string };

export type Reached = {
  readonly responder: Responder;
  /** Whom AWS takes the caller for. */
  readonly caller: Caller;
  /** The responder in words: its function, its Region. */
  readonly where: string;
};

export type ReachOptions = ConnectionOptions & { readonly functionName?: string | undefined };

export async function reachDeployed(options: ReachOptions, env: Surroundings["env"]): Promise<Reached> {
  const connection = connectionOf(options, env);
  const name = options.functionName ?? RESPONDER;
  const lambda = new LambdaClient({ ...connection, maxAttempts: 4 });
  const region = await regionOf(lambda);
  const endpoint = connection.endpoint ?? env["AWS_ENDPOINT_URL_STS"];
  const caller = await whoAmI(new STSClient({ ...connection, ...(endpoint ? { endpoint } : {}) }));
  return {
    responder: deployedResponder(lambda, endpoint, name),
    caller,
    where: `the function ${name} in ${region}`,
  };
}

/** No permission is needed for it, and no deny refuses it: where it fails, the credentials or the way there are wrong. */
export async function whoAmI(sts: STSClient): Promise<Caller> {
  const { Arn = "", Account = "" } = await sts.send(new GetCallerIdentityCommand({}));
  return { arn: Arn, account: Account };
}

async function regionOf(lambda: LambdaClient): Promise<string> {
  try {
    return await lambda.config.region();
  } catch {
    throw usageError("No Region is named: where is the responder?", "Name it: --region REGION, or AWS_REGION.");
  }
}
