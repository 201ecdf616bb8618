// How AWS is reached from here: the usual options and environment of AWS's own tools.
import type { AwsCredentialIdentity } from "@smithy/types";
import { usageError } from "./explain-error.ts";
import type { Surroundings } from "./surroundings.ts";

/** What may be said beside every command. */
export type ConnectionOptions = {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly endpointUrl?: string | undefined;
};

/** For a client of the SDK. What is missing the SDK finds by itself: profiles, the metadata service, sign-ins. */
export type Connection = {
  readonly profile?: string;
  readonly region?: string;
  readonly endpoint?: string;
  readonly credentials?: AwsCredentialIdentity;
};

/** Throws where the endpoint is none. As the AWS CLI has it: an option beats the environment, and a profile named by an option beats keys in the environment. */
export function connectionOf(options: ConnectionOptions, env: Surroundings["env"]): Connection {
  const profile = options.profile ?? env["AWS_PROFILE"];
  const region = options.region ?? env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"];
  const endpoint = options.endpointUrl ?? env["AWS_ENDPOINT_URL"];
  if (endpoint && !/^https?:\/\/[^/]/i.test(endpoint)) {
    throw usageError(
      `${endpoint} is no address of AWS.`,
      "Write it with http:// or https://, as http://127.0.0.1:4566.",
    );
  }
  const credentials = options.profile === undefined ? keysIn(env) : undefined;
  return {
    ...(profile && !credentials ? { profile } : {}),
    ...(region ? { region } : {}),
    ...(endpoint ? { endpoint } : {}),
    ...(credentials ? { credentials } : {}),
  };
}

function keysIn(env: Surroundings["env"]): AwsCredentialIdentity | undefined {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return undefined;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
}
