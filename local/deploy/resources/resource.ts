// How one type of resource is made in the local AWS: from its resolved properties, by the API that CloudFormation uses too.
import type { LambdaHandler } from "../../../mock-aws/lambda/functions.ts";
import type { World } from "../../../mock-aws/world.ts";
import type { Clients } from "../../clients.ts";
import type { Made, Properties } from "../template.ts";

export type Handlers = {
  readonly world: World;
  /** With the variables of its environment. Undefined where nothing runs under that name. */
  of(functionName: string, variables: Readonly<Record<string, string>>): LambdaHandler | undefined;
};

export type Making = {
  /** Where the properties name none. */
  readonly name: string;
  readonly properties: Properties;
  readonly account: string;
  readonly region: string;
  readonly admin: Clients;
  readonly handlers: Handlers | undefined;
};

export type MakeResource = (making: Making) => Promise<Made>;

/** A property that is text, or undefined. */
export function textOf(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  return value === undefined ? undefined : String(value);
}

/** A property whose form the template's author and AWS's API share: CloudFormation hands it on as it is. */
export function asIs<T>(properties: Properties, name: string): T | undefined {
  return properties[name] as T | undefined; // The API checks it.
}
