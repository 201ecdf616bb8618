// Who is asked: the responder that is deployed or, with --direct, this very program; and as whom.
import { LambdaClient } from "@aws-sdk/client-lambda";
import { STSClient } from "@aws-sdk/client-sts";
import { deployedResponder } from "../client/deployed-responder.ts";
import { timeThere, whoAndWhen } from "../client/who-and-when.ts";
import { RESPONDER } from "../lambda/own-names.ts";
import type { Reached, ReachOptions } from "./reached.ts";
import { type RegionalConnection, regionalConnection } from "./regional-connection.ts";
import type { Surroundings } from "./surroundings.ts";

export async function reach(options: ReachOptions, surroundings: Surroundings): Promise<Reached> {
  if (!options.direct) return reachDeployed(options, surroundings);
  const { reachDirect } = await import("./reach-direct.ts"); // It is the whole responder, which most commands have no use for.
  return reachDirect(options, surroundings);
}

async function reachDeployed(options: ReachOptions, { env, now }: Surroundings): Promise<Reached> {
  const name = options.functionName ?? RESPONDER;
  const connection = await regionalConnection(options, env);
  const { region, endpoint = env["AWS_ENDPOINT_URL_STS"] } = connection;
  const lambda = new LambdaClient({ ...connection, maxAttempts: 4 });
  const { skew, ...caller } = await whoAndWhen(stsOf(connection, env), Date.now);
  return {
    responder: deployedResponder(lambda, endpoint, name),
    caller,
    connection,
    where: `the function ${name} in ${region}`,
    limits: [],
    now: timeThere(now, skew),
    close: () => undefined,
  };
}

function stsOf(connection: RegionalConnection, env: Surroundings["env"]): STSClient {
  const endpoint = connection.endpoint ?? env["AWS_ENDPOINT_URL_STS"];
  return new STSClient({ ...connection, ...(endpoint ? { endpoint } : {}) });
}
