// Functions: code of this very process, under the names that Lambda gives it.
import type { Instant } from "../clock.ts";
import { parsePolicy } from "../policy/document.ts";
import type { PolicySource } from "../policy/policies.ts";
import { accountOf, PARTITION, perAccount, type World } from "../world.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html, as far as it has a meaning here. */
export type LambdaContext = {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: "$LATEST";
  readonly invokedFunctionArn: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly clientContext?: unknown;
  getRemainingTimeInMillis(): number;
};

/** `environment` are the function's variables: all functions share this process, and so its own. */
export type LambdaHandler = (
  event: unknown,
  context: LambdaContext,
  environment: Readonly<Record<string, string>>,
) => Promise<unknown>;

export type FunctionOptions = {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly handler: LambdaHandler;
  /** The ARN of the SQS queue for events that failed three times. */
  readonly deadLetter?: string;
  /** The ARN of the SQS queue that is told of them as an on-failure destination. */
  readonly onFailure?: string;
  /** The execution role. The handler brings its own credentials; what Lambda sends for the function, it sends as this role. */
  readonly role?: string;
};

/** What UpdateFunctionConfiguration changes. */
export type FunctionConfiguration = {
  deadLetter?: string | undefined;
  /** Without one, whatever Lambda sends for the function is allowed. */
  role?: string | undefined;
  description: string;
  timeoutSeconds: number;
  memoryMb: number;
  environment: Readonly<Record<string, string>>;
};

/** How Lambda deals with asynchronous events: https://docs.aws.amazon.com/lambda/latest/api/API_FunctionEventInvokeConfig.html */
export type EventInvokeConfig = {
  readonly modifiedAt: Instant;
  readonly retries?: number | undefined;
  readonly maximumAgeSeconds?: number | undefined;
  /** ARNs of queues. */
  readonly onSuccess?: string | undefined;
  readonly onFailure?: string | undefined;
};

export type LambdaFunction = Pick<FunctionOptions, "account" | "region" | "name" | "handler"> &
  FunctionConfiguration & {
    readonly arn: string;
    modifiedAt: Instant;
    asynchronous?: EventInvokeConfig | undefined;
    reservedConcurrency?: number | undefined;
    /** Invocations that have not ended. */
    running: number;
    /** Statements of the resource policy, by their ids. */
    readonly permissions: Map<string, object>;
    policy?: PolicySource | undefined;
  };

/** By `<Region> <name>`. */
export const functions = perAccount<Map<string, LambdaFunction>>(() => new Map());

/** The longest that Lambda lets a function run, and what it has here until UpdateFunctionConfiguration says less. */
const LONGEST_SECONDS = 900;

const NAME = /^[a-zA-Z0-9-_]{1,64}$/;

/**
 * Puts a function where Invoke, EventBridge and SNS find it. Rules of its own account may invoke it, as after a
 * deployment that gave them the permission; AddPermission and RemovePermission change that.
 */
export function registerFunction(world: World, options: FunctionOptions): LambdaFunction {
  const { account, region, name, handler, deadLetter, role, onFailure } = options;
  if (!NAME.test(name))
    throw new Error(`"${name}" is no name for a function: write 1 to 64 letters, digits, "-" or "_".`);
  accountOf(world, account);
  const arn = `arn:${PARTITION}:lambda:${region}:${account}:function:${name}`;
  const modifiedAt = world.clock.now();
  const registered: LambdaFunction = {
    ...{ account, region, name, handler, deadLetter, role, arn, modifiedAt },
    ...{ description: "", timeoutSeconds: LONGEST_SECONDS, memoryMb: 128, environment: {} },
    ...(onFailure === undefined ? {} : { asynchronous: { modifiedAt, onFailure } }),
    running: 0,
    permissions: new Map(),
  };
  setPermission(registered, "events-of-own-account", {
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "lambda:InvokeFunction",
    Resource: arn,
    Condition: { StringEquals: { "aws:SourceAccount": account } },
  });
  functions(world, account).set(`${region} ${name}`, registered);
  return registered;
}

export function setPermission(target: LambdaFunction, sid: string, statement: object | undefined): void {
  if (statement) target.permissions.set(sid, { Sid: sid, ...statement });
  else target.permissions.delete(sid);
  target.policy =
    target.permissions.size === 0
      ? undefined
      : { id: target.arn, kind: "resource", document: parsePolicy(policyText(target), "resource") };
}

function policyText({ permissions }: LambdaFunction): string {
  return JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: [...permissions.values()] });
}

const ARN = /^arn:aws[\w-]*:lambda:([\w-]+):(\d{12}):function:([\w-]+)(?::\$LATEST)?$/;

export function functionByArn(world: World, arn: string): LambdaFunction | undefined {
  const [, region = "", account = "", name = ""] = ARN.exec(arn) ?? [];
  return world.accounts.has(account) ? functions(world, account).get(`${region} ${name}`) : undefined;
}
