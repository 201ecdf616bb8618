// What one call has opened: a credential, or a way in.
import type { Time } from "../../model.ts";
import type { NodeForm, RecordedCall, TracePrincipal } from "../graph.ts";

export type Opened = {
  readonly form: NodeForm;
  readonly principal: TracePrincipal;
  readonly sure: "issued" | "likely";
  readonly accessKeyId?: string;
  readonly about?: string;
  readonly issuedAt?: Time;
  readonly expiresAt?: Time;
  readonly sourceIdentity?: string;
};

/** `by`: who signed the call. A call that was refused is not asked. */
export type Opener = (call: RecordedCall, by: TracePrincipal) => readonly Opened[];

/** `arn:aws:iam::…:role/teams/app`, or undefined. */
export function roleByArn(text: string | undefined): TracePrincipal | undefined {
  const [, account, path] = /^arn:aws[a-z-]*:iam::(\d{12}):role\/([\w+=,.@/-]{1,576})$/.exec(text ?? "") ?? [];
  const name = path?.split("/").at(-1);
  return text && account && name ? { kind: "role", account, name, arn: text } : undefined;
}
