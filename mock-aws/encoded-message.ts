// The authorization messages that EC2 encodes, because they may tell more than the caller should know.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Decision } from "./policy/decision.ts";
import type { AccessRequest } from "./policy/request.ts";

export type Refusal = { readonly account: string; readonly message: object };

/** What decided, for whom, and with which values of the request. */
export function describeRefusal(
  request: AccessRequest,
  decision: Decision,
  caller: { readonly userId: string; readonly arn: string },
): object {
  const items = [...request.context].map(([key, values]) => ({
    key,
    values: { items: values.map((value) => ({ value })) },
  }));
  return {
    allowed: false,
    explicitDeny: decision.decision === "explicitDeny",
    matchedStatements: {
      items: decision.statements.map(({ sourceId, sid, effect }) => ({
        statementId: sid ?? "",
        effect: effect.toUpperCase(),
        sourceId,
      })),
    },
    failures: { items: [] },
    context: {
      principal: { id: caller.userId, arn: caller.arn },
      action: request.action,
      resource: request.resource,
      conditions: { items },
    },
  };
}

/** Opaque to whoever receives it, and good in the account that it was made for. */
export function encodeRefusal(refusal: Refusal): string {
  return deflateRawSync(JSON.stringify(refusal)).toString("base64url");
}

/** Undefined for what is no such message of that account. */
export function decodeRefusal(encoded: string, account: string): object | undefined {
  try {
    const refusal = JSON.parse(
      inflateRawSync(Buffer.from(encoded, "base64url"), { maxOutputLength: 1_000_000 }).toString("utf8"),
    ) as Refusal;
    return refusal.account === account ? refusal.message : undefined;
  } catch {
    return undefined;
  }
}
