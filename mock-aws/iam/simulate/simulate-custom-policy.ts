// iam:SimulateCustomPolicy — https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
import { z } from "zod";
import { list, policyText } from "../../input.ts";
import { operation } from "../../operation.ts";
import { onAccount } from "../access.ts";
import { simulatedCaller } from "./caller.ts";
import { invalidSimulation, refuseSenseless, SIMULATION } from "./input.ts";
import { boundaryInput, policyInputs, resourcePolicyInput } from "./policies.ts";
import { simulate } from "./simulate.ts";

export const simulateCustomPolicy = operation({
  name: "SimulateCustomPolicy",
  readOnly: true,
  input: z.object({ PolicyInputList: list(policyText), ...SIMULATION }),
  authorize: onAccount("SimulateCustomPolicy"),
  run(input, { world, caller }) {
    refuseSenseless(input);
    if (input.ResourcePolicy !== undefined && input.CallerArn === undefined) {
      throw invalidSimulation("CallerArn must be specified when ResourcePolicy is specified.");
    }
    const principal = input.CallerArn === undefined ? undefined : simulatedCaller(world, input.CallerArn);
    const nobody = { type: "user", account: caller.account, arn: "", userId: "" } as const;
    const policies = {
      identity: policyInputs(input.PolicyInputList),
      ...boundaryInput(input),
      ...resourcePolicyInput(input),
    };
    return simulate(input, { principal: principal ?? nobody, account: principal?.account ?? caller.account, policies });
  },
});
