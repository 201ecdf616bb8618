// Who may send events to the responder's bus: the accounts that it serves or the whole organization, and trusted senders.
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
    const { organization } = deployment;
    const known = [...members.accounts, ...(administration ? [administration.account] : [])];
    const named = organization === undefined ? [...known, ...trustedSenders] : trustedSenders;
    const allow = (name: string, who: object) =>
      new CfnEventBusPolicy(this, name === RESPONDER ? "Policy" : "Senders", {
        statementId: name,
        statement: {
          Sid: name,
          Effect: "Allow",
          Action: "events:PutEvents",
          Resource: `arn:${partition}:events:${region}:${account}:event-bus/default`,
          ...who,
        },
      });
    const ofOrganization = { Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": organization } } };
    const byName = { Principal: { AWS: [...new Set(named)] } };
    if (organization !== undefined && known.length + named.length > 0) allow(RESPONDER, ofOrganization);
    // A sender may be of another organization: a partner's, or the one that a firm is leaving.
    if (named.length > 0) allow(organization === undefined ? RESPONDER : `${RESPONDER}-senders`, byName);
  }
}
