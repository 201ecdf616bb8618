// What the trail shows in one account is sent on to the responder's bus, from each Region that is named, as a stack there would.
import { PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { TRAIL_RULES } from "../lambda/trail-rules.ts";
import { HOME_REGION } from "../mock-aws/world.ts";
import type { Clients } from "./clients.ts";

const ROLE = "credential-leak-responder-forward";

export type Forwarding = {
  /** The clients of an administrator of the account, in a Region. */
  admin(region: string): Clients;
  readonly account: string;
  readonly regions: readonly string[];
  /** The ARN of the default bus where the responder is; it must let the account put events on it. */
  readonly bus: string;
};

export async function forwardTrail({ admin, account, regions, bus }: Forwarding): Promise<void> {
  const { iam } = admin(HOME_REGION);
  const trust = { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: "sts:AssumeRole" };
  const mayPut = { Effect: "Allow", Action: "events:PutEvents", Resource: bus };
  await iam.send(new CreateRoleCommand({ RoleName: ROLE, AssumeRolePolicyDocument: policy(trust) }));
  const put = { RoleName: ROLE, PolicyName: "work", PolicyDocument: policy(mayPut) };
  await iam.send(new PutRolePolicyCommand(put));
  const Targets = [{ Id: "responder", Arn: bus, RoleArn: `arn:aws:iam::${account}:role/${ROLE}` }];
  for (const region of regions) {
    const { events } = admin(region);
    for (const { name, pattern, state, where } of TRAIL_RULES) {
      if (where === "administration" || (where === "home-region" && region !== HOME_REGION)) continue;
      const Name = `credential-leak-responder-${name}`;
      await events.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify(pattern), State: state }));
      await events.send(new PutTargetsCommand({ Rule: Name, Targets }));
    }
  }
}

function policy(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
