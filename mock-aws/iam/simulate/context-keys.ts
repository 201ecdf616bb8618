// iam:GetContextKeysForPrincipalPolicy, GetContextKeysForCustomPolicy — https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForPrincipalPolicy.html
import { z } from "zod";
import { arn, list, policyText } from "../../input.ts";
import { operation } from "../../operation.ts";
import type { PolicySource } from "../../policy/policies.ts";
import { resourceVariables } from "../../policy/resource.ts";
import type { Statement } from "../../policy/statement.ts";
import { onAccount } from "../access.ts";
import { policyInputs } from "./policies.ts";
import { simulatedEntity } from "./simulated-entity.ts";

export const getContextKeysForPrincipalPolicy = operation({
  name: "GetContextKeysForPrincipalPolicy",
  readOnly: true,
  input: z.object({ PolicySourceArn: arn, PolicyInputList: list(policyText).optional() }),
  authorize: ({ PolicySourceArn }) => [{ action: "iam:GetContextKeysForPrincipalPolicy", resource: PolicySourceArn }],
  run({ PolicySourceArn, PolicyInputList }, call) {
    const { identity } = simulatedEntity(PolicySourceArn, call).policies;
    return { ContextKeyNames: contextKeys([...identity, ...policyInputs(PolicyInputList)]) };
  },
});

export const getContextKeysForCustomPolicy = operation({
  name: "GetContextKeysForCustomPolicy",
  readOnly: true,
  input: z.object({ PolicyInputList: list(policyText) }),
  authorize: onAccount("GetContextKeysForCustomPolicy"),
  run: ({ PolicyInputList }) => ({ ContextKeyNames: contextKeys(policyInputs(PolicyInputList)) }),
});

/** The keys of conditions, and those that variables in conditions and resources stand for. */
function contextKeys(sources: readonly PolicySource[]): string[] {
  return [...new Set(sources.flatMap(({ document }) => document.statements.flatMap(keysOf)))].sort();
}

function keysOf({ conditions, resource }: Statement): string[] {
  const own = conditions.flatMap((condition) => [
    condition.name,
    ...(condition.type === "comparison"
      ? condition.tests.flatMap(({ variables }) => variables.map(({ name }) => name))
      : []),
  ]);
  return [...own, ...resourceVariables(resource?.set ?? []).map(({ name }) => name)];
}
