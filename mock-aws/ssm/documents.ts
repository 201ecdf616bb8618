// Documents of Systems Manager with their versions, and the permissions on them.
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import { text } from "../input.ts";
import type { Access, Call } from "../operation.ts";
import { PARTITION, perAccount } from "../world.ts";
import type { Runbook } from "./runbook.ts";

export type Version = {
  readonly number: number;
  readonly content: string;
  readonly runbook: Runbook;
  readonly at: Instant;
};

export type Document = {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** The first at index 0. */
  readonly versions: Version[];
  defaultVersion: number;
};

/** By `<Region> <name>`. */
export const documents = perAccount<Map<string, Document>>(() => new Map());

export const documentName = text({ pattern: /[a-zA-Z0-9_\-.:/]{3,128}/ });
export const documentVersion = text({ pattern: /([$]LATEST|[$]DEFAULT|^[1-9][0-9]*$)/ });
export const namedDocument = z.strictObject({ Name: documentName, DocumentVersion: documentVersion.optional() });

export function documentArn(account: string, region: string, name: string): string {
  return `arn:${PARTITION}:ssm:${region}:${account}:document/${name}`;
}

export function documentNamed(name: string, { world, caller, region }: Call): Document | undefined {
  return documents(world, caller.account).get(`${region} ${name}`);
}

/** Throws InvalidDocument. */
export function findDocument(name: string, call: Call): Document {
  const found = documentNamed(name, call);
  if (found) return found;
  throw new AwsError("InvalidDocument", `Document with name ${name} does not exist.`);
}

/** The default one unless said; undefined where there is none of that number. */
export function versionOf({ versions, defaultVersion }: Document, wanted = "$DEFAULT"): Version | undefined {
  if (wanted === "$LATEST") return versions.at(-1);
  return versions[(wanted === "$DEFAULT" ? defaultVersion : Number(wanted)) - 1];
}

/** Throws InvalidDocumentVersion. */
export function findVersion(document: Document, wanted: string | undefined): Version {
  const found = versionOf(document, wanted);
  if (found) return found;
  throw new AwsError("InvalidDocumentVersion", `The document ${document.name} has no version ${wanted}.`);
}

export function onDocument(action: string): (named: { readonly Name: string }, call: Call) => readonly Access[] {
  return ({ Name }, { caller, region }) => [
    { action: `ssm:${action}`, resource: documentArn(caller.account, region, Name) },
  ];
}

/** Whoever gives Automation a role must be allowed to pass that role. */
export function accessToPass(role: string | undefined): readonly Access[] {
  if (role === undefined) return [];
  return [{ action: "iam:PassRole", resource: role, context: { "iam:PassedToService": "ssm.amazonaws.com" } }];
}

/**
 * Of a role that stands in the document: checked when it is written, and not again when it is started.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html#automation-variables-support
 */
export function accessToPassRoleIn(content: string): readonly Access[] {
  try {
    const { assumeRole } = Object(JSON.parse(content));
    return accessToPass(typeof assumeRole === "string" && assumeRole.startsWith("arn:") ? assumeRole : undefined);
  } catch {
    return []; // No JSON: refused as such by the operation.
  }
}
