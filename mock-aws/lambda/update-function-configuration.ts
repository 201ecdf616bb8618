// lambda:UpdateFunctionConfiguration — https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html
import { z } from "zod";
import { integer, text } from "../input.ts";
import { operation } from "../operation.ts";
import { lowerCamel } from "../record.ts";
import { checkDestination, NO_PERMISSION_ON_SQS, refuse } from "./check-destination.ts";
import { findFunction, functionName, onFunction } from "./function-name.ts";
import { showFunction } from "./show.ts";

const input = z.object({
  FunctionName: functionName,
  Role: text({ pattern: /arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+/ }).optional(),
  Description: text({ max: 256 }).optional(),
  Timeout: integer(1, 900).optional(),
  MemorySize: integer(128, 10240).optional(),
  Environment: z
    .strictObject({ Variables: z.record(text({ pattern: /[a-zA-Z]([a-zA-Z0-9_])+/ }), z.string()).optional() })
    .optional(),
  DeadLetterConfig: z.strictObject({ TargetArn: z.string().optional() }).optional(),
});

type Input = z.infer<typeof input>;

export const updateFunctionConfiguration = operation({
  name: "UpdateFunctionConfiguration",
  trailName: "UpdateFunctionConfiguration20150331v2",
  http: { method: "PUT", path: "/2015-03-31/functions/{FunctionName}/configuration" },
  readOnly: false,
  input,
  authorize: (wish, call) => [
    ...onFunction("UpdateFunctionConfiguration")(wish, call),
    ...(wish.Role === undefined
      ? []
      : [
          {
            action: "iam:PassRole",
            resource: wish.Role,
            context: { "iam:PassedToService": "lambda.amazonaws.com" },
          },
        ]),
  ],
  run(wish, call) {
    const target = findFunction(wish, call);
    const environment = wish.Environment && (wish.Environment.Variables ?? {});
    if (environment) checkEnvironment(environment);
    const role = wish.Role ?? target.role;
    const deadLetter = wish.DeadLetterConfig ? wish.DeadLetterConfig.TargetArn || undefined : target.deadLetter;
    if (deadLetter !== undefined) {
      const { arn, account, region, name } = target;
      checkDestination(call.world, { arn, account, region, name, role }, deadLetter, NO_PERMISSION_ON_SQS);
    }
    Object.assign(target, {
      role,
      deadLetter,
      environment: environment ?? target.environment,
      description: wish.Description ?? target.description,
      timeoutSeconds: wish.Timeout ?? target.timeoutSeconds,
      memoryMb: wish.MemorySize ?? target.memoryMb,
      modifiedAt: call.now,
    });
    return showFunction(target);
  },
  trail: (wish, output) => ({
    requestParameters: withoutVariables(wish),
    ...(output === undefined ? {} : { responseElements: withoutVariables(output) }),
  }),
});

/** Variables may be secrets: the trail says that there are some, and not which. */
function withoutVariables(shown: object): unknown {
  return lowerCamel("Environment" in shown && shown.Environment ? { ...shown, Environment: {} } : shown);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime; "4 KB". */
const RESERVED =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_REGION|REGION|EXECUTION_ENV|LAMBDA_\w+|ACCESS_KEY(_ID)?|SECRET_ACCESS_KEY|SESSION_TOKEN)|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/;
const LARGEST_ENVIRONMENT = 4096;

function checkEnvironment(variables: NonNullable<NonNullable<Input["Environment"]>["Variables"]>): void {
  const reserved = Object.keys(variables).filter((name) => RESERVED.test(name));
  if (reserved.length > 0) {
    refuse(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(", ")}`,
    );
  }
  const text = JSON.stringify(variables);
  if (Buffer.byteLength(text) <= LARGEST_ENVIRONMENT) return;
  refuse("Lambda was unable to configure your environment variables because they exceed the 4KB limit.");
}
