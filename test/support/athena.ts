// Athena over the trail of the local AWS, set up as the responder's stack does it: for whoever asks it.
import { AthenaClient, CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import { CreateDatabaseCommand, CreateTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { type AthenaSource, type AthenaSourceOptions, athenaSource } from "../../lambda/trace/athena/athena-source.ts";
import {
  columns,
  DATABASE,
  PARTITIONS,
  STORAGE,
  TABLE,
  tableParameters,
  WORKGROUP,
} from "../../lambda/trace/athena/table.ts";
import { deliverLogFiles } from "../../mock-aws/cloudtrail/log-files.ts";
import type { Keys, TestAws } from "./local-aws.ts";

export const BUCKET = "organization-logs";
export const FOLDER = "AWSLogs/o-a1b2c3d4e5";
export const LOCATION = `s3://${BUCKET}/${FOLDER}`;

export type TestAthena = {
  readonly client: AthenaClient;
  readonly glue: GlueClient;
  readonly s3: S3Client;
  /** The log files that CloudTrail has delivered by now. */
  deliver(): void;
  /** A place to trace in, by the virtual clock, with the Regions of the local AWS. */
  source(options: Pick<AthenaSourceOptions, "served"> & Partial<AthenaSourceOptions>): AthenaSource;
};

export async function setUpAthena({ endpoint, aws, admin: { keys }, now, advance }: TestAws): Promise<TestAthena> {
  const config = configFor(endpoint, keys);
  const [client, glue, s3] = [
    new AthenaClient(config),
    new GlueClient(config),
    new S3Client({ ...config, forcePathStyle: true }),
  ];
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DATABASE } }));
  await glue.send(
    new CreateTableCommand({
      DatabaseName: DATABASE,
      TableInput: {
        Name: TABLE,
        TableType: "EXTERNAL_TABLE",
        Parameters: { ...tableParameters(LOCATION) },
        PartitionKeys: PARTITIONS.map((Name) => ({ Name, Type: "string" })),
        StorageDescriptor: {
          Columns: columns().map(({ name, type }) => ({ Name: name, Type: type })),
          Location: `${LOCATION}/`,
          InputFormat: STORAGE.inputFormat,
          OutputFormat: STORAGE.outputFormat,
          SerdeInfo: { SerializationLibrary: STORAGE.serde },
        },
      },
    }),
  );
  await client.send(
    new CreateWorkGroupCommand({
      Name: WORKGROUP,
      Configuration: { ManagedQueryResultsConfiguration: { Enabled: true }, BytesScannedCutoffPerQuery: 20_000_000 },
    }),
  );
  return {
    client,
    glue,
    s3,
    deliver: () => deliverLogFiles(aws.world(), { bucket: BUCKET, folder: FOLDER }),
    source: (options) =>
      athenaSource({
        client,
        regions: async () => aws.world().regions.map(({ name }) => name),
        pace: { now, sleep: (ms) => advance(ms / 1000) },
        mostBytes: 1_000_000_000,
        ...options,
      }),
  };
}

function configFor(endpoint: string, credentials: Keys) {
  return { endpoint, region: "us-east-1", credentials, maxAttempts: 1 };
}
