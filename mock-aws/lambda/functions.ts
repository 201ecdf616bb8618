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

export type LambdaHandler = (event: unknown, context: LambdaContext) => Promise<unknown>;

export type FunctionOptions = {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly handler: LambdaHandler;
  /** The ARN of the SQS queue for events that failed three times. */
  readonly deadLetter?: string;
  /** The ARN of the SQS queue that is told of them as an on-failure destination. */
  readonly onFailure?: string;
  /** The execution role, as GetFunction shows it; the handler brings its own credentials. */
  readonly role?: string;
};

export type LambdaFunction = FunctionOptions & {
  readonly arn: string;
  readonly createdAt: Instant;
  /** Statements of the resource policy, by their ids. */
  readonly permissions: Map<string, object>;
  policy?: PolicySource | undefined;
};

/** By `<Region> <name>`. */
export const functions = perAccount<Map<string, LambdaFunction>>(() => new Map());

const NAME = /^[a-zA-Z0-9-_]{1,64}$/;

/**
 * Puts a function where Invoke, EventBridge and SNS find it. Rules of its own account may invoke it, as after a
 * deployment that gave them the permission; AddPermission and RemovePermission change that.
 */
export function registerFunction(world: World, options: FunctionOptions): LambdaFunction {
  const { account, region, name } = options;
  if (!NAME.test(name))
    throw new Error(`"${name}" is no name for a function: write 1 to 64 letters, digits, "-" or "_".`);
  accountOf(world, account);
  const arn = `arn:${PARTITION}:lambda:${region}:${account}:function:${name}`;
  const registered: LambdaFunction = { ...options, arn, createdAt: world.clock.now(), permissions: new Map() };
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
