// The table over the organization's trail, and the workgroup in which the trace asks it: where the configuration has Athena.
import { Aws, Validations } from "aws-cdk-lib";
import { CfnWorkGroup } from "aws-cdk-lib/aws-athena";
import { CfnDatabase, CfnTable } from "aws-cdk-lib/aws-glue";
import { Construct } from "constructs";
import type { Config } from "../lambda/config.ts";
import {
  columns,
  DATABASE,
  PARTITIONS,
  STORAGE,
  TABLE,
  tableParameters,
  WORKGROUP,
} from "../lambda/trace/athena/table.ts";

export class TrailTable extends Construct {
  constructor(scope: Construct, id: string, { location, mostBytesPerQuery }: NonNullable<Config["athena"]>) {
    super(scope, id);
    const catalogId = Aws.ACCOUNT_ID;
    const database = new CfnDatabase(this, "Database", { catalogId, databaseInput: { name: DATABASE } });
    new CfnTable(this, "Table", {
      catalogId,
      databaseName: database.ref,
      tableInput: {
        name: TABLE,
        tableType: "EXTERNAL_TABLE",
        parameters: tableParameters(location),
        partitionKeys: PARTITIONS.map((name) => ({ name, type: "string" })),
        storageDescriptor: {
          columns: [...columns()],
          location: `${location}/`,
          inputFormat: STORAGE.inputFormat,
          outputFormat: STORAGE.outputFormat,
          serdeInfo: { serializationLibrary: STORAGE.serde },
        },
      },
    });
    const workGroup = new CfnWorkGroup(this, "WorkGroup", {
      name: WORKGROUP,
      description: "The credential leak responder's questions to the organization's trail",
      recursiveDeleteOption: true, // What it has asked is no reason to keep it.
      workGroupConfiguration: {
        managedQueryResultsConfiguration: { enabled: true },
        enforceWorkGroupConfiguration: true,
        bytesScannedCutoffPerQuery: mostBytesPerQuery,
        publishCloudWatchMetricsEnabled: true,
        requesterPaysEnabled: false,
        engineVersion: { selectedEngineVersion: "Athena engine version 3" },
      },
    });
    Validations.of(workGroup).acknowledge({
      id: "AwsSolutions-ATH1",
      reason:
        "Results lie with Athena, which encrypts them and deletes them after a day; there is no bucket to be encrypted. https://docs.aws.amazon.com/athena/latest/ug/managed-results.html",
    });
  }
}
