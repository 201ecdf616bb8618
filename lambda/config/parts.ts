// What settings are made of: accounts, patterns, times, and the rules of `modes`.
import * as z from "zod";
import type { AlertSource, Principal } from "../model.ts";

const SOURCES: { readonly [S in AlertSource]: S } = {
  guardduty: "guardduty",
  "security-hub": "security-hub",
  health: "health",
  quarantine: "quarantine",
  github: "github",
  gitguardian: "gitguardian",
  "credential-leak": "credential-leak",
  request: "request",
  trace: "trace",
  tamper: "tamper",
};

const KINDS: { readonly [K in Principal["kind"]]: K } = {
  role: "role",
  user: "user",
  "identity-center-user": "identity-center-user",
  root: "root",
};

export const seconds = z.int().positive();

export const severity = z.number().min(0).max(10);

export const account = z
  .string()
  .regex(/^\d{12}$/, "must be an account id of 12 digits, in quotes")
  .meta({ title: "account id" });

export const arnPattern = z
  .string()
  .startsWith("arn:", 'must be an ARN pattern, as "arn:aws:iam::*:role/break-glass-*"')
  .meta({ title: "ARN pattern" });

/** Stricter than other patterns: it stands in IAM's own policies too. */
export const iamArnPattern = z
  .string()
  .regex(
    /^arn:aws(-cn|-us-gov)?:iam::(\d{12}|\*):(role|user)\/[\w+=,.@/*?-]+$/,
    'must be an ARN pattern of roles or users, as "arn:aws:iam::*:role/break-glass-*"',
  )
  .meta({ title: "ARN pattern of roles or users" });

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html says what ARNs of callers look like. */
export const approverPattern = z
  .string()
  .regex(
    /^arn:[^:]+:(iam|sts)::[^:]+:(root|role\/[^/]+|user\/.+|assumed-role\/[^/]+\/[^/]+|federated-user\/[^/]+)$/,
    'must be the ARN pattern of a user, or of a role without its path, as "arn:aws:iam::111122223333:role/security-*"',
  )
  .meta({ title: "ARN pattern, a role's without its path" });

/** A role's name, with its path where it has one. */
export const assumable = z
  .string()
  .regex(
    /^([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
    "must be a role's name, with its path before it where it has one: ops/responder",
  )
  .meta({ title: "role name" });

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const externalId = z
  .string()
  .regex(/^[\w+=,.@:/-]{2,1224}$/, "must be 2 to 1224 letters, digits and characters of +=,.@:/-_")
  .meta({ title: "text" });

export const region = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d+$/, 'must be a Region, as "eu-west-1"')
  .meta({ title: "Region" });

export const unit = z
  .string()
  .regex(/^(ou|r)-[0-9a-z-]+$/, 'must be the id of a unit or root, as "ou-ab12-34cd56ef"')
  .meta({ title: "unit id" });

export const mode = z.enum(["observe", "ask", "contain"]);

const rule = z.strictObject({
  accounts: z.array(account).min(1).optional().describe("The credential's account is one of these."),
  units: z.array(unit).min(1).optional().describe("The account is somewhere below one of these units."),
  sources: z.array(z.enum(SOURCES)).min(1).optional().describe("The alert's source is one of these."),
  kinds: z.array(z.enum(KINDS)).min(1).optional().describe("The principal's kind is one of these."),
  principals: z.array(arnPattern).min(1).optional().describe("The principal's ARN matches one of these."),
  severityFrom: severity.optional().describe("The alert names a severity, and it is this or more."),
  mode: mode.describe("What then holds: `observe`, `ask` or `contain`."),
});

export const modes = z
  .array(rule)
  .superRefine((rules, context) => {
    const last = rules.findIndex((one) => Object.keys(one).length === 1);
    if (last === -1 || last === rules.length - 1) return;
    const message = `is never reached: modes[${last}] has no condition and fits everything`;
    context.addIssue({ code: "custom", path: [last + 1], message });
  })
  .default([])
  .describe(
    "Rules, read from the first to the last. The first whose conditions all hold says what happens: `observe` says what would be done and touches nothing, `ask` waits for a person, `contain` acts. Where a unit decides and is not known, a person is asked.",
  );
