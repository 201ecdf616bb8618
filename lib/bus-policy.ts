// Who may send events to the responder's bus: the accounts that it serves, or the whole organization.
import { Stack } from "aws-cdk-lib";
import { CfnEventBusPolicy } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import type { Config } from "../lambda/config.ts";
import { RESPONDER } from "../lambda/own-names.ts";

export class BusPolicy extends Construct {
  constructor(scope: Construct, id: string, { config }: { readonly config: Config }) {
    super(scope, id);
    const { partition, account, region } = Stack.of(this);
    const { members, administration, deployment, trustedSenders } = config;
    const accounts = new Set([
      ...members.accounts,
      ...trustedSenders,
      ...(administration ? [administration.account] : []),
    ]);
    if (accounts.size === 0) return;
    const { organization } = deployment;
    const who =
      organization === undefined
        ? { Principal: { AWS: [...accounts] } }
        : { Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": organization } } };
    new CfnEventBusPolicy(this, "Policy", {
      statementId: RESPONDER,
      statement: {
        Sid: RESPONDER,
        Effect: "Allow",
        Action: "events:PutEvents",
        Resource: `arn:${partition}:events:${region}:${account}:event-bus/default`,
        ...who,
      },
    });
  }
}
