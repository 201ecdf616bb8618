// lambda:AddPermission — https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { text } from "../input.ts";
import { operation } from "../operation.ts";
import { PARTITION } from "../world.ts";
import { findFunction, functionName, onFunction } from "./function-name.ts";
import { setPermission } from "./functions.ts";

const NOT_DONE = ["EventSourceToken", "FunctionUrlAuthType", "InvokedViaFunctionUrl", "RevisionId"] as const;

const input = z.object({
  FunctionName: functionName,
  Qualifier: z.string().optional(),
  StatementId: text({ min: 1, max: 100, pattern: /([a-zA-Z0-9-_]+)/ }),
  Action: text({ pattern: /(lambda:[*]|lambda:[a-zA-Z]+|[*])/ }),
  Principal: text({ pattern: /[^\s]+/ }),
  SourceArn: z.string().optional(),
  SourceAccount: text({ pattern: /\d{12}/ }).optional(),
  PrincipalOrgID: z.string().optional(),
  ...Object.fromEntries(NOT_DONE.map((name) => [name, z.unknown().optional()])),
});

type Input = z.infer<typeof input>;

export const addPermission = operation({
  name: "AddPermission",
  trailName: "AddPermission20150331v2",
  http: { method: "POST", path: "/2015-03-31/functions/{FunctionName}/policy", status: 201 },
  readOnly: false,
  input,
  /** By this key an organization keeps functions from strangers: https://docs.aws.amazon.com/service-authorization/latest/reference/list_lambda.html */
  authorize: (wish, call) =>
    onFunction("AddPermission")(wish, call).map((access) => ({
      ...access,
      context: { "lambda:Principal": wish.Principal },
    })),
  run(wish, call) {
    const target = findFunction(wish, call);
    for (const name of NOT_DONE) {
      if (Reflect.get(wish, name) !== undefined) throw new NotImplementedError(`lambda:AddPermission with ${name}`);
    }
    if (target.permissions.has(wish.StatementId)) {
      const message = `The statement id (${wish.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`;
      throw new AwsError("ResourceConflictException", message, 409, { Type: "User" });
    }
    const statement = {
      Effect: "Allow",
      Principal: principalOf(wish.Principal),
      Action: wish.Action,
      Resource: target.arn,
    };
    const complete = { ...statement, ...conditionsOf(wish) };
    setPermission(target, wish.StatementId, complete);
    return { Statement: JSON.stringify({ Sid: wish.StatementId, ...complete }) };
  },
});

function principalOf(principal: string): unknown {
  if (principal === "*") return "*";
  if (/^[\w.-]+\.amazonaws\.com$/.test(principal)) return { Service: principal };
  return { AWS: /^\d{12}$/.test(principal) ? `arn:${PARTITION}:iam::${principal}:root` : principal };
}

function conditionsOf({ SourceArn, SourceAccount, PrincipalOrgID }: Input) {
  const equals = {
    ...(SourceAccount === undefined ? {} : { "AWS:SourceAccount": SourceAccount }),
    ...(PrincipalOrgID === undefined ? {} : { "aws:PrincipalOrgID": PrincipalOrgID }),
  };
  const condition = {
    ...(Object.keys(equals).length === 0 ? {} : { StringEquals: equals }),
    ...(SourceArn === undefined ? {} : { ArnLike: { "AWS:SourceArn": SourceArn } }),
  };
  return Object.keys(condition).length === 0 ? {} : { Condition: condition };
}
