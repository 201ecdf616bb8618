// The responder's function, twice from one bundle and as one role: for alerts and people, and for heartbeat and trail.
import { Duration, Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { IRole } from "aws-cdk-lib/aws-iam";
import { Architecture, CfnPermission, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Config } from "../lambda/config.ts";
import { ENV } from "../lambda/env.ts";
import { RESPONDER } from "../lambda/own-names.ts";
import { bundle, CONFIG_PATH, HANDLER } from "./bundle.ts";

export type ResponderFunctionProps = {
  readonly name: string;
  readonly description: string;
  readonly role: IRole;
  readonly ledger: Table;
  readonly config: Config;
  readonly deadLetters: IQueue;
  readonly log: LogGroup;
  /** How many events at once; as many as the account has room for where it is 0. */
  readonly reserved: number;
};

/**
 * "At 1,769 MB, a function has the equivalent of one vCPU": with 512 it would compute at a third of the pace, and clients of
 * a thousand accounts would not fit. docs/scale.md has the sums. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
const A_WHOLE_CORE_MB = 1769;

export class ResponderFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: ResponderFunctionProps) {
    super(scope, id);
    const { name, description, role, ledger, config, deadLetters, log, reserved } = props;
    const { partition, account, region } = Stack.of(this);
    this.function = new LambdaFunction(this, "Function", {
      functionName: name,
      description,
      code: bundle("responder", config),
      handler: HANDLER,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: A_WHOLE_CORE_MB,
      timeout: Duration.minutes(5),
      role,
      environment: {
        [ENV.table]: ledger.tableName,
        [ENV.account]: account,
        [ENV.ownRole]: role.roleArn,
        [ENV.configFile]: CONFIG_PATH,
      },
      deadLetterQueue: deadLetters,
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      ...(reserved === 0 ? {} : { reservedConcurrentExecutions: reserved }),
      logGroup: log,
    });
    new CfnPermission(this, "Rules", {
      action: "lambda:InvokeFunction",
      functionName: this.function.functionArn,
      principal: "events.amazonaws.com",
      sourceAccount: account,
      sourceArn: `arn:${partition}:events:${region}:${account}:rule/${RESPONDER}-*`,
    });
  }
}
