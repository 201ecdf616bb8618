// events:PutPermission — https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { operation } from "../operation.ts";
import { PARTITION } from "../world.ts";
import { setBusPolicy, setStatements, statementsOf } from "./bus-policy.ts";
import { findBus } from "./buses.ts";
import { accessToBus, busName } from "./inputs.ts";

const input = z.strictObject({
  EventBusName: busName.optional(),
  Action: text({ min: 1, max: 64, pattern: /events:[a-zA-Z]+/ }).optional(),
  Principal: text({ min: 1, max: 12, pattern: /(\d{12}|\*)/ }).optional(),
  StatementId: text({ min: 1, max: 64, pattern: /[a-zA-Z0-9-_]+/ }).optional(),
  Condition: z.strictObject({ Type: z.string(), Key: z.string(), Value: z.string() }).optional(),
  Policy: z.string().optional(),
});

type Input = z.infer<typeof input>;

export const putPermission = operation({
  name: "PutPermission",
  readOnly: false,
  input,
  authorize: ({ EventBusName }, call) => [accessToBus("PutPermission", EventBusName, call)],
  run(wish, call) {
    const bus = findBus(call, wish.EventBusName);
    if (wish.Policy !== undefined) return setBusPolicy(bus, wish.Policy, call.now);
    const statement = statementOf(wish, bus.arn);
    const others = statementsOf(bus).filter(({ Sid }) => Sid !== wish.StatementId);
    setStatements(bus, [...others, statement], call.now);
  },
});

function statementOf({ Action, Principal, StatementId, Condition }: Input, Resource: string) {
  for (const [name, value] of Object.entries({ Action, Principal, StatementId })) {
    if (value === undefined) throw new AwsError("ValidationException", `Parameter ${name} must be specified.`);
  }
  if (Condition && (Condition.Type !== "StringEquals" || Condition.Key !== "aws:PrincipalOrgID")) {
    throw new AwsError("ValidationException", "Parameter Condition is not valid.");
  }
  return {
    Sid: StatementId ?? "",
    Effect: "Allow",
    Principal: Principal === "*" ? "*" : { AWS: `arn:${PARTITION}:iam::${Principal}:root` },
    Action,
    Resource,
    ...(Condition ? { Condition: { StringEquals: { [Condition.Key]: Condition.Value } } } : {}),
  };
}
