// The AWS CLI and boto3, unchanged, against the local AWS. Where one is not installed its test is skipped, and says so.
import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../support/local-aws.ts";
import { policy } from "../support/session.ts";

const run = promisify(execFile);

/** Each of its commands takes most of a second to start, and boto3 does the same: AWS_CLI=1 for all of them. */
const isWanted = process.env["AWS_CLI"] === "1";

function installed(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    console.warn(`${program} ${args.join(" ")} does not work here: its test is skipped.`);
    return false;
  }
}

type Keys = { readonly AccessKeyId: string; readonly SecretAccessKey: string; readonly SessionToken: string };

let aws: TestAws;
let folder: string;
beforeAll(async () => {
  aws = await startLocalAws();
  folder = await mkdtemp(join(tmpdir(), "real-clients-"));
});
afterAll(async () => {
  await aws.close();
  await rm(folder, { recursive: true });
});

/** What a user of the tools has in the environment; `env` leaves the rest of it as it is. */
function environment(keys?: Keys): string[] {
  const { accessKeyId, secretAccessKey } = aws.admin.keys;
  return [
    `AWS_ENDPOINT_URL=${aws.endpoint}`,
    `AWS_ACCESS_KEY_ID=${keys?.AccessKeyId ?? accessKeyId}`,
    `AWS_SECRET_ACCESS_KEY=${keys?.SecretAccessKey ?? secretAccessKey}`,
    ...(keys ? [`AWS_SESSION_TOKEN=${keys.SessionToken}`] : []),
    "AWS_DEFAULT_REGION=us-east-1",
    "AWS_CONFIG_FILE=/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE=/dev/null",
    "AWS_EC2_METADATA_DISABLED=true",
    "AWS_PAGER=",
    "AWS_MAX_ATTEMPTS=1",
  ];
}

/** One command of the CLI: its output, parsed where it is JSON. */
async function cli(command: readonly string[], keys?: Keys): Promise<unknown> {
  const { stdout } = await run("env", [...environment(keys), "aws", "--output", "json", ...command], { cwd: folder });
  return stdout.startsWith("{") ? JSON.parse(stdout) : stdout;
}

const TRUST = policy({ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" });
const WORK = policy({ Effect: "Allow", Action: ["s3:*", "ec2:DescribeRegions"], Resource: "*" });

const hasCli = installed("aws", "--version");

test.skipIf(!hasCli)(
  "the AWS CLI creates a role, assumes it, is allowed and is denied",
  async () => {
    await cli(["iam", "create-role", "--role-name", "cli", "--assume-role-policy-document", TRUST]);
    await cli(["iam", "put-role-policy", "--role-name", "cli", "--policy-name", "work", "--policy-document", WORK]);
    const assume = [
      "sts",
      "assume-role",
      "--role-arn",
      "arn:aws:iam::111122223333:role/cli",
      "--role-session-name",
      "ann",
    ];
    const { Credentials } = (await cli(assume)) as { readonly Credentials: Keys };
    await writeFile(join(folder, "a file.txt"), "hello\n".repeat(1000));

    const [regions, denied] = await Promise.all([
      cli(["ec2", "describe-regions", "--query", "length(Regions)"], Credentials),
      cli(["secretsmanager", "list-secrets"], Credentials).catch((error: Error) => error.message),
      cli(["s3", "mb", "s3://cli-bucket"], Credentials),
    ]);
    expect(regions).toBe("17\n");
    expect(denied).toContain(
      "An error occurred (AccessDeniedException) when calling the ListSecrets operation: User: " +
        "arn:aws:sts::111122223333:assumed-role/cli/ann is not authorized to perform: secretsmanager:ListSecrets",
    );

    await cli(["s3", "cp", "a file.txt", "s3://cli-bucket/deep/a file.txt"], Credentials);
    await Promise.all([
      cli(["s3", "cp", "s3://cli-bucket/deep/a file.txt", "back.txt"], Credentials),
      expect(cli(["s3", "ls", "--recursive", "s3://cli-bucket"], Credentials)).resolves.toMatch(
        / 6000 deep\/a file\.txt\n$/,
      ),
    ]);
    expect(await readFile(join(folder, "back.txt"), "utf8")).toBe("hello\n".repeat(1000));
  },
  60_000,
);

test.skipIf(!isWanted || !hasCli)(
  "the AWS CLI keeps secrets and items",
  async () => {
    await Promise.all([
      cli(["secretsmanager", "create-secret", "--name", "cli/db", "--secret-string", "hunter2"]),
      cli([
        "dynamodb",
        "create-table",
        "--table-name",
        "cli",
        "--billing-mode",
        "PAY_PER_REQUEST",
        "--key-schema",
        "AttributeName=pk,KeyType=HASH",
        "--attribute-definitions",
        "AttributeName=pk,AttributeType=S",
      ]),
    ]);
    const [secret] = await Promise.all([
      cli([
        "secretsmanager",
        "get-secret-value",
        "--secret-id",
        "cli/db",
        "--query",
        "SecretString",
        "--output",
        "text",
      ]),
      cli(["dynamodb", "put-item", "--table-name", "cli", "--item", '{"pk":{"S":"a"},"n":{"N":"1"}}']),
    ]);
    expect(secret).toBe("hunter2\n");
    const found = await cli([
      "dynamodb",
      "query",
      "--table-name",
      "cli",
      "--key-condition-expression",
      "pk = :pk",
      "--expression-attribute-values",
      '{":pk":{"S":"a"}}',
    ]);
    expect(found).toMatchObject({ Count: 1, Items: [{ pk: { S: "a" }, n: { N: "1" } }] });
  },
  60_000,
);

test.skipIf(!installed("python3", "-c", "import boto3"))(
  "boto3 does the same, and runs an instance whose credentials work",
  async () => {
    const script = join(import.meta.dirname, "real-clients.py");
    const { stdout } = await run("env", [...environment(), "python3", script], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual({
      identity: "arn:aws:sts::111122223333:assumed-role/boto/ann",
      denied: "AccessDeniedException",
      regions: 17,
      object: "hello hello hello",
      keys: ["deep/a file.txt", "stream"],
      deleted: 2,
      presigned: "hello hello hello",
      otherRegion: "eu-west-1",
      secret: "hunter2",
      items: ["1", "2"],
      waited: "running",
      instance: true,
    });
  },
  60_000,
);
