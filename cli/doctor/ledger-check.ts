// Whether the ledger can be lost.
import { DescribeContinuousBackupsCommand, DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { commandLine } from "../../lambda/command-line.ts";
import { ENV } from "../../lambda/env.ts";
import { DUE_INDEX, LIST_INDEX } from "../../lambda/ledger/table.ts";
import { unless } from "./call-error.ts";
import type { Check, Found } from "./check.ts";
import { DEPLOY } from "./deploy-line.ts";
import type { Examined } from "./examined.ts";

export const ledgerCheck: Check = {
  name: "ledger",
  title: "The ledger's table",
  about: "Without it a deny goes out all the same, and nobody remembers it: it is neither held nor lifted.",
  permissions: ["lambda:GetFunctionConfiguration", "dynamodb:DescribeTable", "dynamodb:DescribeContinuousBackups"],
  async run(examined) {
    const { aws, functionName, region } = examined;
    const wish = new GetFunctionConfigurationCommand({ FunctionName: functionName });
    const TableName = (await aws().lambda.send(wish)).Environment?.Variables?.[ENV.table];
    if (!TableName) throw new Error(`The function ${functionName} names no table (${ENV.table}).`);
    const where = { region, thing: TableName };
    const gone = /^ResourceNotFoundException$/;
    const table = await unless(gone, aws().dynamodb.send(new DescribeTableCommand({ TableName })));
    if (!table) return [{ status: "problem", what: `There is no table ${TableName}.`, fix: DEPLOY, where }];
    const { GlobalSecondaryIndexes = [], DeletionProtectionEnabled } = table.Table ?? {};
    const indexes = new Set(GlobalSecondaryIndexes.map(({ IndexName }) => IndexName));
    const missing = [DUE_INDEX, LIST_INDEX].filter(({ name }) => !indexes.has(name)).map(({ name }) => name);
    const found: readonly Found[] = [
      ...missing.map(
        (name): Found => ({ status: "problem", what: `The table has no index ${name}.`, fix: DEPLOY, where }),
      ),
      ...protection(TableName, region, DeletionProtectionEnabled),
      ...(await backups(examined, TableName)),
    ];
    return found.length > 0
      ? found
      : [{ status: "ok", what: `The table ${TableName} is protected and backed up.`, where }];
  },
};

function protection(table: string, region: string, isOn: boolean | undefined): readonly Found[] {
  const where = { region, thing: table };
  if (isOn) return [];
  if (isOn === undefined)
    return [{ status: "unknown", what: "DynamoDB does not say whether the table is protected.", where }];
  const update = ["aws", "dynamodb", "update-table", "--table-name", table, "--deletion-protection-enabled"];
  return [
    {
      status: "problem",
      what: `The table ${table} can be deleted by one call.`,
      fix: commandLine(...update, "--region", region),
      where,
    },
  ];
}

async function backups({ aws, region }: Examined, TableName: string): Promise<readonly Found[]> {
  const { ContinuousBackupsDescription } = await aws().dynamodb.send(
    new DescribeContinuousBackupsCommand({ TableName }),
  );
  const status = ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
  if (status === "ENABLED") return [];
  const update = ["aws", "dynamodb", "update-continuous-backups", "--table-name", TableName];
  const on = ["--point-in-time-recovery-specification", "PointInTimeRecoveryEnabled=true", "--region", region];
  const what = `The table ${TableName} cannot be brought back to an earlier moment.`;
  return [{ status: "problem", what, fix: commandLine(...update, ...on), where: { region, thing: TableName } }];
}
