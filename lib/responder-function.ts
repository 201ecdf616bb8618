// The responder's function: its bundle, its environment, and exactly the permissions that its parts declare.
import { fileURLToPath } from "node:url";
import { Duration, Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Architecture, type Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Config } from "../lambda/config.ts";
import { ENV } from "../lambda/env.ts";
import { homeStatements } from "../lambda/role-policy.ts";
import { BUNDLE } from "./bundle.ts";

/** INTERFACE: `aws lambda invoke --function-name` takes this name. */
const FUNCTION_NAME = "credential-leak-responder";

export type ResponderFunctionProps = { readonly ledger: Table; readonly config: Config };

export class ResponderFunction extends Construct {
  readonly function: LambdaFunction;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { ledger, config }: ResponderFunctionProps) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    this.deadLetters = new Queue(this, "DeadLetters", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    this.function = new NodejsFunction(this, "Function", {
      functionName: FUNCTION_NAME,
      description: "Denies the sessions of leaked credentials, proves it and lifts it.",
      entry: fileURLToPath(new URL("../lambda/handlers/responder.ts", import.meta.url)),
      handler: "handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.minutes(5),
      environment: { [ENV.table]: ledger.tableName, [ENV.account]: account, [ENV.config]: JSON.stringify(config) },
      deadLetterQueue: this.deadLetters,
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      logGroup: new LogGroup(this, "Log", { retention: RetentionDays.ONE_YEAR }),
      bundling: BUNDLE,
    });
    this.function.addEnvironment(ENV.ownRole, this.function.role?.roleArn ?? "");
    for (const statement of homeStatements({ account, region, tableArn: ledger.tableArn, config })) {
      this.function.addToRolePolicy(PolicyStatement.fromJson(statement));
    }
  }
}
