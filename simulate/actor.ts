// Somebody who holds keys: real SDK clients, made when they are first needed, and what AWS answers to one call.
import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { ListSecretsCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { STSClient } from "@aws-sdk/client-sts";
import { FRUGAL, type Keys } from "../local/clients.ts";
import type { DirectAws } from "../local/direct-aws.ts";

export type Actor = {
  readonly keys: Keys;
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly ec2: EC2Client;
  readonly secrets: SecretsManagerClient;
};

export function actorOf({ endpoint, requestHandler }: DirectAws, keys: Keys, region = "us-east-1"): Actor {
  const config = { ...FRUGAL, endpoint, requestHandler, region, credentials: keys, maxAttempts: 1 };
  const made: { iam?: IAMClient; sts?: STSClient; ec2?: EC2Client; secrets?: SecretsManagerClient } = {};
  return {
    keys,
    get iam() {
      made.iam ??= new IAMClient(config);
      return made.iam;
    },
    get sts() {
      made.sts ??= new STSClient(config);
      return made.sts;
    },
    get ec2() {
      made.ec2 ??= new EC2Client(config);
      return made.ec2;
    },
    get secrets() {
      made.secrets ??= new SecretsManagerClient(config);
      return made.secrets;
    },
  };
}

/** What everybody here may do, and no policy but a deny keeps them from: the call by which a credential is said to work. */
export const WORK = "secretsmanager:ListSecrets";

export function work({ secrets }: Actor): Promise<unknown> {
  return secrets.send(new ListSecretsCommand({ MaxResults: 1 }));
}

export type Tried<T> = { readonly got: T } | { readonly refused: string };

/** What AWS says to somebody whom it does not let: by policy, by the key's state, or because the thing is not there. */
const REFUSALS =
  /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|InvalidClientTokenId|UnrecognizedClientException|AuthFailure|ExpiredToken|ExpiredTokenException|RequestExpired|NoSuchEntityException|LimitExceededException|EntityAlreadyExistsException|DeleteConflictException)$/;

/** A refusal is an outcome. Anything else is a fault of the simulation, and is thrown. */
export async function tryTo<T>(call: Promise<T>): Promise<Tried<T>> {
  try {
    return { got: await call };
  } catch (error) {
    if (error instanceof Error && REFUSALS.test(error.name)) return { refused: error.name };
    throw error;
  }
}
