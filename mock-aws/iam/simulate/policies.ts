// The policies of a simulation that come with the request, as text.
import type { PolicySource } from "../../policy/policies.ts";
import type { PolicyKind } from "../../policy/statement.ts";
import { readPolicy } from "../write-policy.ts";
import type { SimulationInput } from "./input.ts";

function numbered(
  list: string,
  kind: PolicySource["kind"],
  texts: readonly string[] = [],
  grammar: PolicyKind,
): PolicySource[] {
  return texts.map((text, index) => ({
    id: `${list}.${index + 1}`,
    kind,
    document: readPolicy(text, grammar, "InvalidInput"),
  }));
}

export function policyInputs(texts: readonly string[] | undefined): readonly PolicySource[] {
  return numbered("PolicyInputList", "none", texts, "identity");
}

/** The boundary that comes with the request stands in place of the entity's own. */
export function boundaryInput({ PermissionsBoundaryPolicyInputList: texts }: SimulationInput): {
  readonly boundary?: PolicySource;
} {
  const [boundary] = numbered("PermissionsBoundaryPolicyInputList", "boundary", texts, "boundary");
  return boundary ? { boundary } : {};
}

export function resourcePolicyInput({ ResourcePolicy: text }: SimulationInput): { readonly resource?: PolicySource } {
  const [resource] = numbered("ResourcePolicy", "resource", text === undefined ? [] : [text], "resource");
  return resource ? { resource } : {};
}
