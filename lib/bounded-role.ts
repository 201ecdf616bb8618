// A role of ours: exactly its statements, and a boundary that caps it at them, whatever is attached to it later.
import { CfnManagedPolicy, CfnRole } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { BOUNDARY } from "../lambda/own-names.ts";
import type { Statement } from "../lambda/role-policy.ts";
import { conditionOn, type Where } from "./where.ts";
import { acknowledgeWildcards } from "./wildcards.ts";

export type BoundedRoleProps = {
  /** Its name, with its path where it has one. */
  readonly name: string;
  readonly description: string;
  /** Statements of the trust policy. */
  readonly trust: readonly object[];
  readonly statements: readonly Statement[];
  /** Where the role is made at all: for a template that serves many Regions. */
  readonly where?: Where;
};

export class BoundedRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: BoundedRoleProps) {
    super(scope, id);
    const { name, description, trust, statements, where = true } = props;
    const slash = name.lastIndexOf("/");
    const boundary = new CfnManagedPolicy(this, "Boundary", {
      managedPolicyName: BOUNDARY,
      description: `The most that ${name} may ever be allowed`,
      policyDocument: document(statements.map(cap)),
    });
    const role = new CfnRole(this, "Role", {
      roleName: name.slice(slash + 1),
      ...(slash === -1 ? {} : { path: `/${name.slice(0, slash)}/` }),
      description,
      assumeRolePolicyDocument: document(trust),
      permissionsBoundary: boundary.ref,
      policies: [{ policyName: "work", policyDocument: document(statements) }],
    });
    for (const resource of [boundary, role]) {
      conditionOn(resource, where);
      acknowledgeWildcards(resource, {
        assumed: statements.filter(isOfRoles).flatMap(({ Resource }) => inAnyAccount(Resource)),
        files: statements.flatMap(({ Action, Resource }) => (Action.includes("s3:GetObject") ? Resource : [])),
      });
    }
    this.arn = role.attrArn;
  }
}

/**
 * The same statements, so that whatever is attached to the role later adds nothing, not even an action on something else. Of
 * roles in other accounts any account's: a policy attached to the role has room for forty of them, and the boundary for fewer.
 */
function cap(statement: Statement): Statement {
  return isOfRoles(statement) ? { ...statement, Resource: inAnyAccount(statement.Resource) } : statement;
}

function inAnyAccount(arns: readonly string[]): readonly string[] {
  return [...new Set(arns.map((arn) => arn.replace(/:\d{12}:/, ":*:")))];
}

function isOfRoles({ Action }: Statement): boolean {
  return Action.includes("sts:AssumeRole");
}

function document(statements: readonly object[]): object {
  return { Version: "2012-10-17", Statement: statements };
}
