// The role that the functions run as: what their parts declare, on what it is about, and never themselves.
import { Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { type IRole, Role } from "aws-cdk-lib/aws-iam";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { athenaStatements } from "../lambda/athena-statements.ts";
import type { Config } from "../lambda/config.ts";
import { MESSAGE_SOURCE } from "../lambda/notify/message.ts";
import { MESSAGE_PERMISSIONS } from "../lambda/notify/put-message.ts";
import { RESPONDER } from "../lambda/own-names.ts";
import { homeGuard, stackArns } from "../lambda/role-guard.ts";
import { allow, homeStatements, LOG_PERMISSIONS, type Statement } from "../lambda/role-policy.ts";
import { BoundedRole } from "./bounded-role.ts";
import { ledgerKeyStatements } from "./ledger-key.ts";

export type ResponderRoleProps = {
  readonly ledger: Table;
  readonly deadLetters: IQueue;
  readonly log: LogGroup;
  readonly config: Config;
};

export class ResponderRole extends Construct {
  readonly role: IRole;

  constructor(scope: Construct, id: string, { ledger, deadLetters, log, config }: ResponderRoleProps) {
    super(scope, id);
    const { partition, account, region, stackName } = Stack.of(this);
    const { tableArn } = ledger;
    const { queueArn } = deadLetters;
    const stack = stackArns({ partition, account, region, stackName, tableArn, queueArn });
    const { arn } = new BoundedRole(this, "Bounded", {
      name: RESPONDER,
      description: "What the credential leak responder runs as: it denies sessions and switches keys off",
      trust: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      statements: [
        ...homeStatements({ partition, account, tableArn, config }),
        ...ofLambda(queueArn, log),
        tells(`arn:${partition}:events:${region}:${account}:event-bus/default`),
        ...athenaStatements({ partition, account, region, athena: config.athena }),
        ...ledgerKeyStatements(config.deployment.ledgerKey, region, "read-and-write"),
        ...homeGuard({ partition, account, config, stack }),
      ],
    });
    this.role = Role.fromRoleArn(this, "Role", arn, { mutable: false }); // Nobody adds to it but this file.
  }
}

/** It puts messages on the bus, and nothing that could be taken for an alert. */
function tells(bus: string): Statement {
  return {
    ...allow("Messages", MESSAGE_PERMISSIONS, [bus]),
    Condition: { StringEquals: { "events:source": MESSAGE_SOURCE } },
  };
}

/** What Lambda does in the role's name. */
function ofLambda(queueArn: string, log: LogGroup): readonly Statement[] {
  return [allow("DeadLetters", ["sqs:SendMessage"], [queueArn]), allow("Log", LOG_PERMISSIONS, [log.logGroupArn])];
}
