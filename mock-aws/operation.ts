// What one AWS operation is: its input, what it takes to be allowed, what it does, and what the trail says of it.
import type { z } from "zod";
import type { Caller } from "./caller.ts";
import type { Instant } from "./clock.ts";
import type { PolicySource } from "./policy/policies.ts";
import type { WireRequest, WireResponse } from "./wire/http.ts";
import type { World } from "./world.ts";

/** One call, known to come from `caller`. */
export type Call = {
  readonly world: World;
  readonly now: Instant;
  readonly region: string;
  readonly requestId: string;
  readonly sourceIp: string;
  readonly request: WireRequest;
  readonly caller: Caller;
};

/** One permission that a call takes. */
export type Access = {
  /** `iam:PutRolePolicy` */
  readonly action: string;
  /** An ARN, or `*` for actions that know no resource. */
  readonly resource: string;
  /** Whose resource it is; the caller's account unless said. */
  readonly resourceAccount?: string;
  /** The bucket policy, the role's trust policy … */
  readonly resourcePolicy?: PolicySource;
  /** Condition keys beside the global ones, of this request. */
  readonly context?: Readonly<Record<string, string | readonly string[] | undefined>>;
};

/** What the trail shows of a call beside what dispatch knows. */
export type TrailDetail = {
  readonly requestParameters?: unknown;
  readonly responseElements?: unknown;
  readonly resources?: readonly { readonly ARN: string; readonly accountId?: string; readonly type?: string }[];
  /** The accounts beside the caller's that see the call too. */
  readonly alsoSeenBy?: readonly string[];
  readonly additionalEventData?: unknown;
};

/** How an operation learns who calls it where nothing is signed: from its input, such as another party's token. */
export type Unsigned<Input> = {
  /** On whose trail the call is, whatever becomes of it; undefined where it concerns no account. */
  account(input: Input): string | undefined;
  /** The caller, as the input proves it; throws the operation's own refusal where it does not. */
  identify(input: Input, call: Call): Promise<Caller>;
};

type Definition<Input, Output> = {
  readonly name: string;
  readonly input: z.ZodType<Input>;
  /** Present where it takes no signature. */
  readonly unsigned?: Unsigned<NoInfer<Input>>;
  /** Where the operation is in a REST API; a part in braces becomes a member of the input. */
  readonly http?: { readonly method: string; readonly path: string; readonly status?: number };
  readonly readOnly: boolean;
  /** The trail's name for it, where it is not the API's: Lambda's carry the version of the API. */
  readonly trailName?: string;
  /** Data events are kept from LookupEvents, as in AWS. */
  readonly dataEvent?: boolean;
  /** The permissions it takes; "none" for what AWS allows to every caller. */
  authorize(input: NoInfer<Input>, call: Call): readonly Access[] | "none";
  run(input: NoInfer<Input>, call: Call): Output | Promise<Output>;
  trail?(input: NoInfer<Input>, output: NoInfer<Output> | undefined, call: Call): TrailDetail;
};

export type Operation = Omit<Definition<unknown, unknown>, "input"> & { readonly input: z.ZodType };

export function operation<Input, Output>(definition: Definition<Input, Output>): Operation {
  return definition as unknown as Operation; // Erased: dispatch parses with `input` before it calls anything else.
}

/** How a service's requests are read and its answers written. */
export type Protocol = {
  /** The operation's name, its input as plain data, and the API it speaks to; undefined where the request names none. */
  read(
    request: WireRequest,
    operations: readonly Operation[],
  ): { readonly name: string; readonly input: unknown; readonly api?: string } | undefined;
  write(operation: Operation, output: unknown, requestId: string): WireResponse;
  fail(
    error: {
      readonly code: string;
      readonly message: string;
      readonly status: number;
      readonly details: Readonly<Record<string, unknown>>;
    },
    requestId: string,
  ): WireResponse;
  readonly dialect: Dialect;
};

/** How a family of services words what goes wrong before an operation is reached. */
export type Dialect = {
  readonly unknownKey: readonly [code: string, message: string, status: number];
  /** A token that is not the key's. */
  readonly foreignToken: readonly [code: string, message: string, status: number];
  readonly malformedSignature: Readonly<Record<"header" | "query", readonly [string, string, number]>>;
  readonly missingAuthentication: readonly [code: string, message: string, status: number];
  readonly badSignature: readonly [code: string, message: string, status: number];
  readonly expiredToken: readonly [code: string, message: string, status: number];
  readonly accessDenied: readonly [code: string, prefix: string, status: number];
  /** All that a refusal says to accounts outside the organization of the resource's; the reason unless there is this. */
  readonly strangersHear?: string;
  /** Whether a refusal carries an encoded message for sts:DecodeAuthorizationMessage. */
  readonly encodesRefusals?: boolean;
  readonly throttled: readonly [code: string, message: string, status: number];
  /** For a version of an API that does not exist. */
  unknownApi(operation: string, api: string): readonly [code: string, message: string];
  /** How much is told: the constraint alone, also the values it allows (unless said), or the value that was sent too. */
  readonly invalidInput: readonly [code: string, status: number, detail?: "terse" | "values"];
};

export type Service = {
  /** The name in the credential scope of a signature. */
  readonly name: string;
  /** The prefix of its actions, where it is not its name. */
  readonly actions?: string;
  readonly eventSource: string;
  readonly protocol: Protocol;
  /** Services without Regions are recorded in us-east-1. */
  readonly global?: boolean;
  /** What requests call its API: by its version (query protocols), or as their target (JSON). REST requests call it nothing. */
  readonly api?: string;
  /** The trail's word for an error of the API, where it has one of its own. */
  trailCode?(code: string): string;
  /** Whether there is room for one more call: where there is none, it is throttled. */
  admits?(operation: Operation, call: Call): boolean;
  readonly operations: readonly Operation[];
};
