// Users and roles that a policy names are kept by their unique ids, as AWS keeps them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
import type { PolicyDocument, Statement } from "../policy/statement.ts";
import type { World } from "../world.ts";
import type { Role, User } from "./entities.ts";
import { lookUp } from "./state.ts";

/** Whoever is made anew under an old name is not meant. Throws what `refusal` makes of a name that nobody has. */
export function bindPrincipals(
  world: World,
  document: PolicyDocument,
  refusal: (name: string) => Error,
): PolicyDocument {
  const bind = (statement: Statement): Statement => {
    if (!statement.principal) return statement;
    const { set } = statement.principal;
    const names = new Set([...set.names].map((name) => idOf(world, name, refusal)));
    return { ...statement, principal: { ...statement.principal, set: { ...set, names } } };
  };
  return { ...document, statements: document.statements.map(bind) };
}

const ENTITY_ARN = /^arn:[^:]+:iam::(\d{12}):(user|role)\/(?:.*\/)?([^/]+)$/;

/** Sessions and federated users stay named by ARN, as does whoever lives in an account outside the local AWS. */
function idOf(world: World, name: string, refusal: (name: string) => Error): string {
  const [, account = "", kind, entity = ""] = ENTITY_ARN.exec(name) ?? [];
  if (kind === undefined || !world.accounts.has(account)) return name;
  const found: User | Role | undefined = lookUp(world, account, kind === "user" ? "users" : "roles", entity);
  if (found?.arn === name) return found.id;
  throw refusal(name);
}
