// Calls as an intruder makes them, in the shape of CloudTrail's records.
import type { TracedCall } from "../../../lambda/residual/read-call.ts";
import { type Residual, residualOf } from "../../../lambda/residual/residual-of.ts";

export const ACCOUNT = "111122223333";
export const START = Date.parse("2026-03-01T09:00:00Z");

export type Extra = {
  readonly asked?: unknown;
  readonly answered?: unknown;
  /** Seconds after the start. */
  readonly at?: number;
  readonly id?: string;
  readonly byOther?: true;
  readonly [member: string]: unknown;
};

/** `iam:CreateUser` by the leaked session of the role app. */
export function call(name: string, { asked, answered, at = 0, id, byOther, ...members }: Extra = {}): TracedCall {
  const [service = "", eventName = ""] = name.split(":");
  const event = {
    eventID: id ?? `${name}@${at}`,
    eventTime: new Date(START + at * 1000).toISOString().replace(".000Z", "Z"),
    awsRegion: "eu-west-1",
    eventSource: `${service}.amazonaws.com`,
    eventName,
    readOnly: false,
    requestParameters: asked ?? null,
    responseElements: answered ?? null,
    recipientAccountId: ACCOUNT,
    userIdentity: {
      type: "AssumedRole",
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/i-0abc`,
      accessKeyId: "ASIAIOSFODNN7EXAMPLE",
      accountId: ACCOUNT,
    },
    ...members,
  };
  return byOther ? { event, byOther } : { event };
}

/** What is left of these calls, ten minutes after the first could be. */
export function residual(...calls: readonly TracedCall[]): Residual {
  return residualOf(calls, START + 600_000);
}

export function said({ access, leftBehind }: Residual): readonly string[] {
  return [...access, ...leftBehind].map(({ what }) => what);
}

export const user = { asked: { userName: "backup" } };

/** A trust policy, or a bucket's. */
export const trusting = (...arns: readonly string[]) => ({
  Statement: arns.map((AWS) => ({ Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRole" })),
});
