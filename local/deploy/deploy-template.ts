// A synthesized template in the local AWS: each resource made through AWS's own API, in the order of their references.
import type { Clients } from "../clients.ts";
import { type Known, references, resolve } from "./intrinsics.ts";
import { RESOURCES } from "./resources/index.ts";
import type { Handlers } from "./resources/resource.ts";
import type { Made, Resource, Template } from "./template.ts";

export type Deployment = {
  readonly stackName: string;
  readonly account: string;
  readonly region: string;
  /** Of an administrator of the account, in that Region. */
  readonly admin: Clients;
  /** Whose code runs under a function's name. */
  readonly handlers?: Handlers;
  /** Resources of these types are taken for granted: they have a name and an ARN, and are not made. */
  readonly without?: ReadonlySet<string>;
};

/** What was made, by logical ids. */
export async function deployTemplate(template: Template, deployment: Deployment): Promise<ReadonlyMap<string, Made>> {
  const { stackName, account, region } = deployment;
  const made = new Map<string, Made>();
  const known: Known = { made, pseudo: pseudoParameters(stackName, account, region) };
  const isMade = ({ Condition }: Resource) =>
    Condition === undefined || resolve(template.Conditions?.[Condition], known) === true;
  for (const [id, resource] of inOrder(template)) {
    if (isMade(resource)) made.set(id, await make(id, resource, deployment, known));
  }
  return made;
}

async function make(
  id: string,
  { Type, Properties = {} }: Resource,
  deployment: Deployment,
  known: Known,
): Promise<Made> {
  const kind = RESOURCES[Type];
  if (!kind)
    throw new Error(`The template has a resource of the type ${Type}, which the local deployment does not know.`);
  const { stackName, account, region, admin, handlers, without } = deployment;
  const name = `${stackName}-${id}`.slice(0, 64);
  if (kind === "only-named" || without?.has(Type)) {
    const [, service = "", what = ""] = Type.toLowerCase().split("::");
    const Arn = `arn:aws:${service}:${region}:${account}:${what}/${name}`;
    return { ref: name, attributes: { Arn } };
  }
  const properties = Object(resolve(Properties, known)); // An object goes in.
  return kind({ name, properties, account, region, admin, handlers });
}

/** Each after all that it refers to. */
function inOrder({ Resources }: Template): readonly (readonly [string, Resource])[] {
  const ordered = new Map<string, Resource>();
  function add(id: string): void {
    const resource = Resources[id];
    if (!resource || ordered.has(id)) return;
    const named = typeof resource.DependsOn === "string" ? [resource.DependsOn] : (resource.DependsOn ?? []);
    for (const other of [...references(resource.Properties), ...named]) if (other !== id) add(other);
    ordered.set(id, resource);
  }
  for (const id of Object.keys(Resources)) add(id);
  return [...ordered];
}

function pseudoParameters(stackName: string, account: string, region: string): Readonly<Record<string, string>> {
  return {
    "AWS::AccountId": account,
    "AWS::NoValue": "",
    "AWS::Partition": "aws",
    "AWS::Region": region,
    "AWS::StackName": stackName,
    "AWS::URLSuffix": "amazonaws.com",
  };
}
