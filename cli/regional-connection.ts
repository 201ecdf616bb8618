// How AWS is reached in a Region that is known, by the person's own credentials or by a role that they have assumed.

import { STSClient } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentityProvider } from "@smithy/types";
import { type Connection, type ConnectionOptions, connectionOf } from "./connection.ts";
import { usageError } from "./explain-error.ts";
import type { Surroundings } from "./surroundings.ts";

export type RegionalConnection = Omit<Connection, "region" | "credentials"> & {
  readonly region: string;
  readonly credentials?: NonNullable<Connection["credentials"]> | AwsCredentialIdentityProvider;
};

/** Throws where no Region is named anywhere. */
export async function regionalConnection(
  options: ConnectionOptions,
  env: Surroundings["env"],
): Promise<RegionalConnection> {
  const connection = connectionOf(options, env);
  const region = connection.region ?? (await regionOf(new STSClient(connection)));
  return { ...connection, region };
}

async function regionOf(sts: STSClient): Promise<string> {
  try {
    return await sts.config.region();
  } catch {
    throw usageError("No Region is named: where is the responder?", "Name it: --region REGION, or AWS_REGION.");
  }
}
