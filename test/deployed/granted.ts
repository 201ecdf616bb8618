// What a role is allowed by its template, and the template with less of it.
import type { Resource, Template } from "../../local/deploy/template.ts";

type Statement = { readonly Effect: "Allow" | "Deny"; readonly Action: readonly string[] };
type Policy = { readonly PolicyDocument: { readonly Statement: readonly Statement[] } };
type Role = { readonly RoleName?: string; readonly Policies?: readonly Policy[] };

/** Every action that one of its statements allows. */
export function grantedTo(template: Template, roleName: string): readonly string[] {
  const statements = Object.values(template.Resources).flatMap((resource) =>
    isRole(resource, roleName) ? policiesOf(resource).flatMap(({ PolicyDocument }) => PolicyDocument.Statement) : [],
  );
  const actions = statements.flatMap(({ Effect, Action }) => (Effect === "Allow" ? Action : []));
  if (actions.length === 0) throw new Error(`The template allows no role ${roleName} anything.`);
  return [...new Set(actions)].sort();
}

export function withoutAction(template: Template, roleName: string, action: string): Template {
  const less = ({ PolicyDocument, ...policy }: Policy): Policy => ({
    ...policy,
    PolicyDocument: { ...PolicyDocument, Statement: PolicyDocument.Statement.flatMap(without(action)) },
  });
  const changed = Object.entries(template.Resources).map(([id, resource]): [string, Resource] => {
    if (!isRole(resource, roleName)) return [id, resource];
    return [id, { ...resource, Properties: { ...resource.Properties, Policies: policiesOf(resource).map(less) } }];
  });
  return { ...template, Resources: Object.fromEntries(changed) };
}

function without(action: string) {
  return (statement: Statement): readonly Statement[] => {
    if (statement.Effect === "Deny") return [statement];
    const Action = statement.Action.filter((one) => one !== action);
    return Action.length > 0 ? [{ ...statement, Action }] : [];
  };
}

function isRole({ Type, Properties = {} }: Resource, roleName: string): boolean {
  return Type === "AWS::IAM::Role" && Properties["RoleName"] === roleName;
}

function policiesOf({ Properties }: Resource): readonly Policy[] {
  return (Properties as Role | undefined)?.Policies ?? []; // As CloudFormation's AWS::IAM::Role has it.
}
