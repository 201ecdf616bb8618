// The function behind the dashboard's list of incidents. It may read the ledger and no more: whoever looks at the dashboard invokes it.
import { Duration, Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { Role } from "aws-cdk-lib/aws-iam";
import { Architecture, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { ENV } from "../lambda/env.ts";
import { LEDGER_READ_PERMISSIONS } from "../lambda/ledger/table.ts";
import { WIDGET } from "../lambda/own-names.ts";
import { allow, LOG_PERMISSIONS, ledgerArns } from "../lambda/role-policy.ts";
import { bundle, HANDLER } from "./bundle.ts";
import { ledgerKeyStatements } from "./ledger-key.ts";
import { ServiceRole } from "./service-role.ts";

export type IncidentsWidgetProps = {
  readonly ledger: Table;
  /** Of the key that encrypts the ledger, where it is not DynamoDB's own. */
  readonly keyArn: string | undefined;
};

export class IncidentsWidget extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, { ledger, keyArn }: IncidentsWidgetProps) {
    super(scope, id);
    const log = new LogGroup(this, "Log", { retention: RetentionDays.ONE_MONTH });
    const { role } = new ServiceRole(this, "Role", {
      name: WIDGET,
      description: "Reads the credential leak responder's ledger for the dashboard",
      service: "lambda.amazonaws.com",
      statements: [
        allow("Ledger", LEDGER_READ_PERMISSIONS, ledgerArns(ledger.tableArn)),
        ...ledgerKeyStatements(keyArn, Stack.of(this).region, "read"),
        allow("Log", LOG_PERMISSIONS, [log.logGroupArn]),
      ],
    });
    this.function = new LambdaFunction(this, "Function", {
      functionName: WIDGET,
      description: "Shows the open incidents on the dashboard of the credential leak responder. Reads its ledger.",
      code: bundle("widget"),
      handler: HANDLER,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(15),
      role: Role.fromRoleArn(this, "FunctionRole", role.attrArn, { mutable: false }),
      environment: { [ENV.table]: ledger.tableName },
      logGroup: log,
    });
  }
}
