// Policies with denies of older sessions, as tests write them: of everybody, of Ann, of Bob, and a statement of others.
import type { SessionScope } from "../../lambda/older-sessions-statement.ts";
import { readPolicy } from "../../lambda/policy-text.ts";

export const EARLIER = "2026-03-01T09:00:00Z";
export const LATER = "2026-03-01T10:00:00Z";
export const ANN: SessionScope = { key: "aws:userid", value: "AROAEXAMPLE:ann" };
export const BOB: SessionScope = { key: "aws:userid", value: "AROAEXAMPLE:bob" };
export const deny = (cutoff: string, scope?: SessionScope) => ({
  Effect: "Deny",
  Action: ["*"],
  Resource: ["*"],
  Condition: {
    DateLessThan: { "aws:TokenIssueTime": cutoff },
    ...(scope ? { StringEquals: { [scope.key]: scope.value } } : {}),
  },
});
export const THEIRS = { Sid: "Theirs", Effect: "Deny", Action: "s3:*", Resource: "*" };
export const document = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
export const statementsOf = (text: string | null) => readPolicy(text ?? document()).Statement;
