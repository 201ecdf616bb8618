// Reads the JSON policy cases and turns one into the request and the policies that it describes.
import { readdirSync, readFileSync } from "node:fs";
import { parsePolicy } from "../../../../mock-aws/policy/document.ts";
import type { ApplicablePolicies, PolicySource, PolicySourceKind } from "../../../../mock-aws/policy/policies.ts";
import type { AccessRequest, RequestPrincipal } from "../../../../mock-aws/policy/request.ts";
import type { PolicyKind } from "../../../../mock-aws/policy/statement.ts";

type Json = Readonly<Record<string, unknown>>;
/** A statement, a list of statements, or a whole document. */
type CasePolicy = Json | readonly Json[];

export type PolicyCase = {
  readonly name: string;
  readonly expect: string;
  readonly principal?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly resourceAccount?: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  readonly condition?: Json;
  readonly identity?: readonly CasePolicy[];
  readonly boundary?: CasePolicy;
  readonly session?: readonly CasePolicy[];
  readonly resourcePolicy?: CasePolicy;
  readonly resourcePolicyRequired?: boolean;
  readonly trust?: CasePolicy;
  readonly scps?: readonly (readonly CasePolicy[])[];
  readonly rcps?: readonly (readonly CasePolicy[])[];
};

export type DocumentCase = {
  readonly name: string;
  readonly expect: string;
  readonly kind: PolicyKind;
  readonly document?: unknown;
  readonly text?: string;
};

export type Topic<T> = { readonly topic: string; readonly source: string; readonly cases: readonly T[] };

const FOLDER = new URL("../../../policy-cases/", import.meta.url);
const cast: Readonly<Record<string, RequestPrincipal>> = read("cast.json");

export const documentTopic: Topic<DocumentCase> = read("documents.json");

export const topics: readonly Topic<PolicyCase>[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".json") && file !== "cast.json" && file !== "documents.json")
  .map((file) => read(file));

export function requestOf(one: PolicyCase): AccessRequest {
  const principal = cast[one.principal ?? "ann"];
  if (principal === undefined) throw new Error(`nobody in cast.json is called "${one.principal}"`);
  return {
    principal,
    action: one.action ?? "s3:GetObject",
    resource: one.resource ?? "arn:aws:s3:::reports/2026/q1.csv",
    ...(one.resourceAccount === undefined ? {} : { resourceAccount: one.resourceAccount }),
    context: new Map(
      Object.entries(one.context ?? {}).map(([key, value]) => [
        key.toLowerCase(),
        typeof value === "string" ? [value] : value,
      ]),
    ),
  };
}

export function policiesOf(one: PolicyCase): ApplicablePolicies {
  const identity = one.condition === undefined ? (one.identity ?? []) : [allowAllIf(one.condition)];
  return {
    identity: identity.map(source("identity", "user")),
    ...(one.boundary === undefined ? {} : { boundary: source("boundary", "boundary")(one.boundary) }),
    ...(one.session === undefined ? {} : { session: one.session.map(source("session", "session")) }),
    ...(one.resourcePolicy === undefined ? {} : { resource: source("resource", "resource")(one.resourcePolicy) }),
    ...(one.trust === undefined ? {} : { resource: source("trust", "trust")(one.trust) }),
    ...(one.resourcePolicyRequired === undefined ? {} : { resourcePolicyRequired: one.resourcePolicyRequired }),
    ...(one.scps === undefined ? {} : { scps: one.scps.map((level) => level.map(source("scp", "scp"))) }),
    ...(one.rcps === undefined ? {} : { rcps: one.rcps.map((level) => level.map(source("rcp", "rcp"))) }),
  };
}

function allowAllIf(condition: Json): Json {
  return { Effect: "Allow", Action: "*", Resource: "*", Condition: condition };
}

function source(kind: PolicyKind, sourceKind: PolicySourceKind): (policy: CasePolicy) => PolicySource {
  return (policy) => {
    const whole = "Statement" in policy ? policy : { Version: "2012-10-17", Statement: policy };
    return { id: `${kind} policy`, kind: sourceKind, document: parsePolicy(JSON.stringify(whole), kind) };
  };
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, FOLDER), "utf8"));
}
