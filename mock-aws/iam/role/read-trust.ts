// A trust policy as it is written: its grammar, its size, and that those it names exist.
import { AwsError } from "../../aws-error.ts";
import type { PolicyDocument, Statement } from "../../policy/statement.ts";
import type { World } from "../../world.ts";
import type { Role, User } from "../entities.ts";
import { lookUp } from "../state.ts";
import { readPolicy, refuseLargeTrust } from "../write-policy.ts";

/**
 * AWS keeps users and roles in a trust policy by their unique ids: whoever is made anew under an old name is not
 * trusted (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).
 */
export function readTrust(world: World, text: string): PolicyDocument {
  const document = readPolicy(text, "trust");
  refuseLargeTrust(document.text);
  return { ...document, statements: document.statements.map((statement) => bind(world, statement)) };
}

function bind(world: World, statement: Statement): Statement {
  if (!statement.principal) return statement;
  const { set } = statement.principal;
  const names = new Set([...set.names].map((name) => idOf(world, name)));
  return { ...statement, principal: { ...statement.principal, set: { ...set, names } } };
}

const ENTITY_ARN = /^arn:[^:]+:iam::(\d{12}):(user|role)\/(?:.*\/)?([^/]+)$/;

/** Sessions and federated users stay named by ARN, as does whoever lives in an account outside the local AWS. */
function idOf(world: World, name: string): string {
  const [, account = "", kind, entity = ""] = ENTITY_ARN.exec(name) ?? [];
  if (kind === undefined || !world.accounts.has(account)) return name;
  const found: User | Role | undefined = lookUp(world, account, kind === "user" ? "users" : "roles", entity);
  if (found?.arn === name) return found.id;
  throw invalidPrincipal(name);
}

function invalidPrincipal(name: string): AwsError {
  return new AwsError("MalformedPolicyDocument", `Invalid principal in policy: "AWS":"${name}"`, 400);
}
