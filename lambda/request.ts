// The requests that people and programs may make of the function: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
import * as z from "zod";
import { BadInputError } from "./bad-input.ts";
import { HEARTBEAT } from "./heartbeat.ts";
import { credentialLeakType } from "./intake/credential-leak.ts";
import { withoutForm } from "./request-form.ts";

const id = z.string().min(1).max(200);
const reason = z.string().min(1).max(1000);
const limit = z.int().min(1).max(200).default(50);
const open = z.int().min(0).max(200).optional();
/** A presigned sts:GetCallerIdentity request: who asks, by AWS's own word. See caller-identity.ts. */
const proof = z.strictObject({ url: z.string().min(1).max(8192), headers: z.record(z.string(), z.string().max(300)) });

/** As in the event `Credential Leak`; who asks is the reporter unless somebody else is named. */
const leak = {
  ...credentialLeakType().shape,
  reporter: credentialLeakType().shape.reporter.default("a request"),
  disableConsole: z.literal(true).optional(),
};

/** Every request that there is. */
export const request = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal(HEARTBEAT.action) }),
  z.strictObject({
    action: z.literal("incidents"),
    limit,
    open,
    brief: z.boolean().optional(),
  }),
  z.strictObject({ action: z.literal("list"), limit, open }),
  z.strictObject({ action: z.literal("overview") }),
  z.strictObject({ action: z.literal("incident"), id, after: z.int().min(0).optional() }),
  z.strictObject({ action: z.literal("look"), id, before: z.int().min(1).max(999_999).optional() }),
  z.strictObject({ action: z.literal("check") }),
  z.strictObject({ action: z.literal("plan"), ...leak }),
  z.strictObject({ action: z.literal("contain"), proof: proof.optional(), ...leak }),
  z.strictObject({ action: z.literal("approve"), id, proof, reason: reason.optional() }),
  z.strictObject({ action: z.literal("reject"), id, proof, reason }),
  z.strictObject({
    action: z.literal("lift"),
    id,
    reason,
    falseAlarm: z.boolean().optional(),
    proof: proof.optional(),
  }),
  z.strictObject({ action: z.literal("verify"), id }),
  z.strictObject({ action: z.literal("verify-ledger"), id: id.optional() }),
]);

export type Request = z.infer<typeof request>;

/** Throws BadInputError, which names what is wrong: never with a value of the input, which may be a secret. */
export function readRequest(event: unknown): Request {
  const parsed = request.safeParse(withoutForm(event));
  if (!parsed.success) throw new BadInputError(`The request cannot be read: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
