// A finding of our own in Security Hub's format: one for each incident, which changes with it.
// https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html
import type { AwsSecurityFinding, Resource } from "@aws-sdk/client-securityhub";
import { partitionOf } from "../partition.ts";
import { plainText } from "../words/plain-text.ts";
import type { Message } from "./message.ts";
import { GENERATOR, OWN_FINDING } from "./own-finding-name.ts";

export const UPDATED_BY = GENERATOR;

export type Where = {
  readonly account: string;
  readonly region: string;
  /** When the message was written. */
  readonly at: string;
};

export function ownFinding(message: Message, { account, region, at }: Where): AwsSecurityFinding {
  const { incident, status, what, sure, openedAt } = message;
  const isOver = status === "lifted" || status === "refused";
  return {
    SchemaVersion: "2018-10-08",
    Id: `${OWN_FINDING}${incident}`,
    ProductArn: `arn:${partitionOf(region)}:securityhub:${region}:${account}:product/${account}/default`,
    ProductName: "Credential Leak Responder",
    GeneratorId: GENERATOR,
    AwsAccountId: account, // Findings about others' accounts are not taken from us: the principal's is among the resources.
    Types: ["TTPs/Credential Access/Credential Leak"],
    FirstObservedAt: openedAt,
    CreatedAt: openedAt,
    UpdatedAt: at,
    Severity: { Label: labelOf(message) },
    Title: plainText(message.title, 256),
    Description: plainText(`${what} ${sure}`, 1024),
    ProductFields: fieldsOf(message),
    Resources: resourcesOf(message),
    RecordState: isOver ? "ARCHIVED" : "ACTIVE",
    Workflow: { Status: "NOTIFIED" },
    ...(message.link === undefined ? {} : { SourceUrl: message.link }),
  };
}

function labelOf({ status, proof, severity = 8 }: Message): "INFORMATIONAL" | "MEDIUM" | "HIGH" | "CRITICAL" {
  if (status === "lifted" || status === "refused") return "INFORMATIONAL";
  if (proof === "leaking" || status === "failed") return "CRITICAL";
  return severity >= 7 ? "HIGH" : "MEDIUM";
}

/** 50 fields of 2,048 characters at most. */
function fieldsOf(message: Message): Readonly<Record<string, string>> {
  const { incident, kinds, status, proof, cutoff, containedAt, liftedAt, steps, sessions, residual, because } = message;
  const fields = {
    incident,
    kinds: kinds.join(", "),
    status,
    proof,
    cutoff,
    containedAt,
    liftedAt,
    steps: steps.join(", "),
    credentialsFound: String(sessions),
    residual: String(residual),
    because: because.join(" "),
  };
  const given = Object.entries(fields).filter(([, value]) => value);
  return Object.fromEntries(given.map(([name, value]) => [`${GENERATOR}/${name}`, plainText(value ?? "", 1024)]));
}

function resourcesOf({ accessKeys, principal, account }: Message): Resource[] {
  const who = {
    AccountId: account,
    PrincipalName: principal.name ?? principal.kind,
    PrincipalType: principal.kind === "role" ? "AssumedRole" : principal.kind,
  };
  const keys = accessKeys.map((key) => ({
    Type: "AwsIamAccessKey",
    Id: `AWS::IAM::AccessKey:${key}`,
    Details: { AwsIamAccessKey: { AccessKeyId: key, ...who } },
  }));
  if (keys.length > 0) return keys;
  return [{ Type: "Other", Id: `${account}/${principal.kind}/${principal.name ?? ""}` }];
}
