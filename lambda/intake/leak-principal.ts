// A suspect as our own event and the requests name it: the way back from what an alert was read into.
import type { Suspect } from "../model.ts";
import type { CredentialLeak } from "./credential-leak.ts";

/** Undefined where the key alone says whose it is. */
export function leakPrincipal(principal: Suspect): CredentialLeak["principal"] {
  switch (principal.kind) {
    case "role": {
      const { name, session } = principal;
      return { type: "role", name, ...(session === undefined ? {} : { session }) };
    }
    case "user":
      return { type: "user", name: principal.name };
    case "federated-user": {
      const { name, issuer } = principal;
      return { type: "federated-user", name, ...(issuer === undefined ? {} : { issuer }) };
    }
    case "instance":
      return { type: "instance", name: principal.id };
    case "instance-profile":
      return { type: "instance-profile", name: principal.name };
    case "root":
      return { type: "root" };
    default:
      return undefined;
  }
}
