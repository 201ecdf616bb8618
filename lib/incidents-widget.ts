// The function behind the dashboard's list of incidents. It may read the ledger and no more: whoever looks at the dashboard invokes it.
import { fileURLToPath } from "node:url";
import { Duration } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Architecture, type Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { ENV } from "../lambda/env.ts";
import { LEDGER_READ_PERMISSIONS } from "../lambda/ledger/table.ts";
import { BUNDLE } from "./bundle.ts";

export class IncidentsWidget extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, { ledger }: { readonly ledger: Table }) {
    super(scope, id);
    this.function = new NodejsFunction(this, "Function", {
      functionName: "credential-leak-responder-widget",
      description: "Shows the open incidents on the dashboard of the credential leak responder. Reads its ledger.",
      entry: fileURLToPath(new URL("../lambda/handlers/widget.ts", import.meta.url)),
      handler: "handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(15),
      environment: { [ENV.table]: ledger.tableName },
      logGroup: new LogGroup(this, "Log", { retention: RetentionDays.ONE_MONTH }),
      bundling: BUNDLE,
    });
    this.function.addToRolePolicy(
      new PolicyStatement({
        actions: [...LEDGER_READ_PERMISSIONS],
        resources: [ledger.tableArn, `${ledger.tableArn}/index/*`],
      }),
    );
  }
}
