// Athena over the trail of the local AWS, set up as the responder's stack does it: for whoever asks it.
import { gzipSync } from "node:zlib";
import { AthenaClient, CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import { CreateDatabaseCommand, CreateTableCommand, GlueClient, type TableInput } from "@aws-sdk/client-glue";
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
import { buckets } from "../../mock-aws/s3/buckets.ts";
import type { Keys, TestAws } from "./local-aws.ts";

export const BUCKET = "organization-logs";
export const FOLDER = "AWSLogs/o-a1b2c3d4e5";
export const LOCATION = `s3://${BUCKET}/${FOLDER}`;

export type TestTrail = {
  readonly s3: S3Client;
  /** The log files that CloudTrail has delivered by now. */
  deliver(): void;
  /** Records as a file of this account and Region, delivered today. */
  put(account: string, region: string, records: readonly object[]): void;
};

export type TestAthena = TestTrail & {
  readonly client: AthenaClient;
  readonly glue: GlueClient;
  /** A place to trace in, by the virtual clock, with the Regions of the local AWS. */
  source(options: Pick<AthenaSourceOptions, "served"> & Partial<AthenaSourceOptions>): AthenaSource;
};

/** The bucket of the organization's trail, with nothing in it yet. */
export async function setUpTrail({ endpoint, aws, admin: { keys }, now }: TestAws): Promise<TestTrail> {
  const s3 = new S3Client({ ...configFor(endpoint, keys), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  return {
    s3,
    deliver: () => deliverLogFiles(aws.world(), { bucket: BUCKET, folder: FOLDER }),
    put(account, region, records) {
      const day = new Date(now()).toISOString().slice(0, 10).replaceAll("-", "/");
      const key = `${FOLDER}/${account}/CloudTrail/${region}/${day}/${records.length}.json.gz`;
      const body = gzipSync(JSON.stringify({ Records: records }));
      const checksum = { name: "sha256", value: "" } as const;
      buckets(aws.world()).get(BUCKET)?.objects.set(key, { body, etag: "", checksum, modifiedAt: now(), headers: {} });
    },
  };
}

/** With table and workgroup, as the responder's stack makes them. */
export async function setUpAthena(aws: TestAws): Promise<TestAthena> {
  const config = configFor(aws.endpoint, aws.admin.keys);
  const [client, glue] = [new AthenaClient(config), new GlueClient(config)];
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DATABASE } }));
  await glue.send(new CreateTableCommand({ DatabaseName: DATABASE, TableInput: trailTable() }));
  await client.send(
    new CreateWorkGroupCommand({
      Name: WORKGROUP,
      Configuration: { ManagedQueryResultsConfiguration: { Enabled: true }, BytesScannedCutoffPerQuery: 10_000_000 },
    }),
  );
  return {
    ...(await setUpTrail(aws)),
    client,
    glue,
    source: (options) =>
      athenaSource({
        client,
        regions: async () => aws.aws.world().regions.map(({ name }) => name),
        pace: { now: aws.now, sleep: (ms) => aws.advance(ms / 1000) },
        mostBytes: 1_000_000_000,
        spent: "Enough was read.",
        ...options,
      }),
  };
}

export function trailTable(): TableInput {
  return {
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
  };
}

function configFor(endpoint: string, credentials: Keys) {
  return { endpoint, region: "us-east-1", credentials, maxAttempts: 1 };
}
