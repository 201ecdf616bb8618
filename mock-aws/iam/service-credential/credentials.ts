// Service-specific credentials by id, and as IAM shows them.
import { AwsError, NotImplementedError } from "../../aws-error.ts";
import { text } from "../../input.ts";
import type { Call } from "../../operation.ts";
import { lowerCamel } from "../../record.ts";
import type { ServiceCredential } from "../entities.ts";
import { iam } from "../state.ts";
import { namedUser } from "../user/self.ts";

export const credentialId = text({ min: 20, max: 128, pattern: /[\w]+/ });

const SUPPORTED = new Set(["codecommit.amazonaws.com", "cassandra.amazonaws.com"]);

/** Bedrock's are bearer tokens with an end, which nothing in the local AWS would check. */
export function refuseUnsupported(service: string): void {
  if (service === "bedrock.amazonaws.com") throw new NotImplementedError("service-specific credentials for Bedrock");
  if (SUPPORTED.has(service)) return;
  throw new AwsError("NoSuchEntity", `No such service ${service} is supported for Service Specific Credentials`, 404);
}

type Wish = { readonly UserName?: string | undefined; readonly ServiceSpecificCredentialId: string };

/** The user is looked for first [recorded]. */
export function findCredential(wish: Wish, call: Call): ServiceCredential {
  const user = namedUser(wish, call);
  const id = wish.ServiceSpecificCredentialId;
  const credential = iam(call.world, call.caller.account).serviceCredentials.get(id);
  if (credential?.user === user) return credential;
  throw new AwsError("NoSuchEntity", `No such credential ${id} exists`, 404);
}

export function listCredential({ id, user, service, userName, createdAt, status }: ServiceCredential) {
  return {
    CreateDate: new Date(createdAt),
    ServiceName: service,
    ServiceSpecificCredentialId: id,
    ServiceUserName: userName,
    Status: status,
    UserName: user.name,
  };
}

/** With the password, which is shown only when it is new. */
export function showCredential(credential: ServiceCredential) {
  return { ServiceSpecificCredential: { ...listCredential(credential), ServicePassword: credential.password } };
}

/** The trail shows all but the password. */
export function trailCredential(output: { readonly ServiceSpecificCredential: object } | undefined) {
  if (!output) return {};
  const { ServicePassword, ...shown } = output.ServiceSpecificCredential as Record<string, unknown>;
  return { responseElements: { serviceSpecificCredential: lowerCamel(shown) } };
}
