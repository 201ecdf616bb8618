// The rules for service control policies and resource control policies.
import { MalformedPolicyError } from "../errors.ts";
import { checkActions } from "./check-actions.ts";
import { actionsOf, resourcesOf } from "./check-identity.ts";
import { checkLegacyResources, checkResourceForm } from "./check-resources.ts";
import type { RawDocument, RawStatement } from "./raw.ts";
import { ORGANIZATIONS_WORDS } from "./words.ts";

/** SCPs take the full policy language but principals [Organizations User Guide, SCP syntax]. */
export function checkServiceControlPolicy(document: RawDocument, compileConditions: () => void): void {
  inOrganizationsWords(() => {
    checkShared(document, compileConditions);
    refuseUnless(document.statements.every((one) => one.principal === undefined && one.notPrincipal === undefined));
  });
}

/**
 * RCPs only deny, name everyone as principal, and have no NotAction [Organizations User Guide, RCP syntax]; AWS's
 * own RCPFullAWSAccess alone allows.
 */
export function checkResourceControlPolicy(document: RawDocument, compileConditions: () => void): void {
  inOrganizationsWords(() => {
    checkShared(document, compileConditions);
    for (const statement of document.statements) {
      refuseUnless(isEveryone(statement) && statement.notAction === undefined);
      refuseUnless(statement.effect === "Deny" || allowsEverything(statement));
    }
  });
}

function checkShared({ version, statements }: RawDocument, compileConditions: () => void): void {
  refuseUnless(version === "2012-10-17");
  for (const statement of statements) {
    refuseUnless(statement.effect === "Allow" || statement.effect === "Deny");
    refuseUnless(actionsOf(statement).length > 0 && resourcesOf(statement).length > 0);
  }
  checkActions(statements.flatMap(actionsOf));
  checkLegacyResources(statements.flatMap(resourcesOf));
  checkResourceForm(statements.flatMap(resourcesOf));
  compileConditions();
}

function isEveryone({ principal }: RawStatement): boolean {
  if (principal === undefined) return false;
  return principal === "*" || (principal.size === 1 && principal.get("AWS")?.join() === "*");
}

function allowsEverything(statement: RawStatement): boolean {
  return statement.action?.join() === "*" && statement.resource?.join() === "*" && statement.conditions.length === 0;
}

function refuseUnless(fine: boolean): void {
  if (!fine) throw new MalformedPolicyError(ORGANIZATIONS_WORDS);
}

function inOrganizationsWords(check: () => void): void {
  try {
    check();
  } catch (cause) {
    if (cause instanceof MalformedPolicyError) throw new MalformedPolicyError(ORGANIZATIONS_WORDS, { cause });
    throw cause;
  }
}
