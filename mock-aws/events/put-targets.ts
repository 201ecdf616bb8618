// events:PutTargets — https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { integer, text } from "../input.ts";
import { operation } from "../operation.ts";
import { findRule, type Target } from "./buses.ts";
import { checkInput } from "./check-input.ts";
import { accessToPass, accessToRule, busNameOrArn, ruleName } from "./inputs.ts";

/** Members of a target that would change what happens, and that the local AWS does not do. */
const NOT_DONE = [
  "AppSyncParameters",
  "BatchParameters",
  "EcsParameters",
  "HttpParameters",
  "KinesisParameters",
  "RedshiftDataParameters",
  "RunCommandParameters",
  "SageMakerPipelineParameters",
  "SqsParameters",
] as const;

const target = z.strictObject({
  Id: text({ min: 1, max: 64, pattern: /[.\-_A-Za-z0-9]+/ }),
  Arn: text({ min: 1, max: 1600 }),
  RoleArn: text({ min: 1, max: 1600 }).optional(),
  Input: text({ max: 8192 }).optional(),
  InputPath: text({ max: 256 }).optional(),
  InputTransformer: z
    .strictObject({
      InputPathsMap: z
        .record(z.string(), text({ max: 256 }))
        .refine((paths) => Object.keys(paths).length <= 100, constraint("have length less than or equal to 100"))
        .refine(
          (paths) => Object.keys(paths).every((name) => /^[A-Za-z0-9_-]{1,256}$/.test(name)),
          constraint("have keys that satisfy regular expression pattern: [A-Za-z0-9\\_\\-]+"),
        )
        .optional(),
      InputTemplate: text({ min: 1, max: 8192 }),
    })
    .optional(),
  DeadLetterConfig: z.strictObject({ Arn: text({ min: 1, max: 1600 }).optional() }).optional(),
  RetryPolicy: z
    .strictObject({
      MaximumRetryAttempts: integer(0, 185).optional(),
      MaximumEventAgeInSeconds: integer(60, 86400).optional(),
    })
    .optional(),
  ...Object.fromEntries(NOT_DONE.map((name) => [name, z.unknown().optional()])),
});

function constraint(words: string): string {
  return `failed to satisfy constraint: Member must ${words}`;
}

/** "You can create up to five targets per rule" by default. */
const MOST_TARGETS = 5;

export const putTargets = operation({
  name: "PutTargets",
  readOnly: false,
  input: z.strictObject({
    Rule: ruleName,
    EventBusName: busNameOrArn.optional(),
    Targets: z.array(target).min(1).max(100),
  }),
  authorize: ({ Rule, EventBusName, Targets }, call) => [
    accessToRule("PutTargets", Rule, EventBusName, call, { "events:TargetArn": Targets.map(({ Arn }) => Arn) }),
    ...Targets.flatMap(({ RoleArn }) => accessToPass(RoleArn)),
  ],
  run({ Rule, EventBusName, Targets }, call) {
    const rule = findRule(call, EventBusName, Rule);
    for (const one of Targets) check(one, rule.bus.account);
    if (new Set([...rule.targets.keys(), ...Targets.map(({ Id }) => Id)]).size > MOST_TARGETS) {
      throw new AwsError("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
    }
    for (const one of Targets) rule.targets.set(one.Id, one);
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
});

function refuse(message: string): never {
  throw new AwsError("ValidationException", message);
}

function refuseArn(arn: string): never {
  refuse(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
}

function check(one: Target, account: string): void {
  const { Arn, DeadLetterConfig } = one;
  for (const name of NOT_DONE) {
    if (Reflect.get(one, name) !== undefined) throw new NotImplementedError(`${name} of a target of EventBridge`);
  }
  if (!/^arn:aws[\w-]*:[\w-]+:[\w-]*:\d{12}:.+$/.test(Arn)) refuseArn(Arn);
  if (DeadLetterConfig?.Arn !== undefined && !isStandardQueue(DeadLetterConfig.Arn)) refuseArn(DeadLetterConfig.Arn);
  checkRole(one, account);
  checkInput(one);
}

/** Dead-letter queues must be standard ones: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
function isStandardQueue(arn: string): boolean {
  return /^arn:aws[\w-]*:sqs:[\w-]+:\d{12}:[\w-]{1,80}$/.test(arn);
}

function checkRole(one: Target, account: string): void {
  const { Arn, RoleArn } = one;
  const [, , service = "", , owner] = Arn.split(":");
  if (!["lambda", "sqs", "sns", "events"].includes(service))
    throw new NotImplementedError(`EventBridge targets of ${service}`);
  if (service === "events") {
    if (RoleArn === undefined && owner === account) refuse(`RoleArn is required for target ${Arn}.`);
    const isRole = RoleArn === undefined || /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/.test(RoleArn);
    if (!isRole) refuseArn(RoleArn);
    for (const name of ["Input", "InputPath", "InputTransformer"] as const) {
      if (one[name] !== undefined) throw new NotImplementedError(`${name} for targets that are event buses`);
    }
  } else if (RoleArn !== undefined) throw new NotImplementedError(`a role for EventBridge targets of ${service}`);
}
