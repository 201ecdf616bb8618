// iam:SimulatePrincipalPolicy — https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
import { z } from "zod";
import { arn, list, policyText } from "../../input.ts";
import { operation } from "../../operation.ts";
import { simulatedScps } from "../../organizations/levels.ts";
import { simulatedCaller } from "./caller.ts";
import { invalidSimulation, refuseSenseless, SIMULATION, type SimulationInput } from "./input.ts";
import { boundaryInput, policyInputs, resourcePolicyInput } from "./policies.ts";
import { simulate } from "./simulate.ts";
import { type SimulatedEntity, simulatedEntity } from "./simulated-entity.ts";

export const simulatePrincipalPolicy = operation({
  name: "SimulatePrincipalPolicy",
  readOnly: true,
  input: z.object({ PolicySourceArn: arn, PolicyInputList: list(policyText).optional(), ...SIMULATION }),
  authorize: ({ PolicySourceArn }) => [{ action: "iam:SimulatePrincipalPolicy", resource: PolicySourceArn }],
  run(input, call) {
    refuseSenseless(input);
    const entity = simulatedEntity(input.PolicySourceArn, call);
    refuseResourcePolicy(input, entity);
    const principal = input.CallerArn === undefined ? entity.principal : simulatedCaller(call.world, input.CallerArn);
    const policies = {
      ...entity.policies,
      scps: entity.arn.includes(":role/aws-service-role/") ? [] : simulatedScps(call.world, call.caller.account),
      ...boundaryInput(input),
      ...resourcePolicyInput(input),
      identity: [...entity.policies.identity, ...policyInputs(input.PolicyInputList)],
    };
    return simulate(input, {
      principal,
      account: "account" in principal ? principal.account : call.caller.account,
      policies,
    });
  },
});

function refuseResourcePolicy({ ResourcePolicy, CallerArn }: SimulationInput, { kind }: SimulatedEntity): void {
  if (ResourcePolicy === undefined) return;
  if (kind === "role") throw invalidSimulation("Simulation of resource-based policies isn't supported for IAM roles.");
  if (kind === "group" && CallerArn === undefined) {
    throw invalidSimulation(
      "CallerArn must be specified when ResourcePolicy is specified and the policy source is no user.",
    );
  }
}
