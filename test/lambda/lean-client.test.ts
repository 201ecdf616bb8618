import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { DescribeOrganizationCommand } from "@aws-sdk/client-organizations";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { Sha256 } from "@smithy/core/checksum";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connection, connect, connectLedger } from "../../lambda/aws.ts";
import { LEAN } from "../../lambda/lean-client.ts";
import { organizationsOf } from "../../lambda/organizations-client.ts";

let server: Server;
let connection: Connection;
let asked: IncomingHttpHeaders[];
let accessKeyId: string;

beforeEach(async () => {
  asked = [];
  accessKeyId = "AKIAIOSFODNN7EXAMPLE";
  server = createServer(({ headers }, response) => {
    asked.push(headers);
    const isJson = headers["content-type"]?.includes("json");
    response.end(isJson ? "{}" : "<Response><GetRoleResult/><GetCallerIdentityResult/></Response>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // A server that listens on a port has such an address.
  // As those of a member account: the SDK asks for them each time.
  const credentials = async () => ({ accessKeyId, secretAccessKey: "secret", expiration: new Date(0) });
  connection = { region: "us-east-1", endpoint: `http://127.0.0.1:${port}`, credentials };
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

function everyClient() {
  const aws = connect("111122223333", connection);
  return {
    ledger: connectLedger(connection),
    iam: aws.iam,
    writes: aws.iamWrites,
    sts: aws.sts,
    others: organizationsOf(aws),
  };
}

test("whoever reads CloudTrail sees by every call whose it is, and by which SDK", async () => {
  const { ledger, iam, writes, sts, others } = everyClient();
  await iam.send(new GetRoleCommand({ RoleName: "app" }));
  await writes.send(new GetRoleCommand({ RoleName: "app" }));
  await sts.send(new GetCallerIdentityCommand({}));
  await others.send(new DescribeOrganizationCommand({}));
  await ledger.send(new DescribeTableCommand({ TableName: "ledger" }));
  const agents = asked.map((headers) => headers["user-agent"]);
  expect(agents).toHaveLength(5);
  for (const agent of agents) expect(agent).toMatch(/^credential-leak-responder aws-sdk-js\/3\.\S+ .*\bapi\/\w+#3\./);
});

test("every call is signed with the credentials of its moment", async () => {
  const { iam } = everyClient();
  await iam.send(new GetRoleCommand({ RoleName: "app" }));
  accessKeyId = "ASIAIOSFODNN7EXAMPLE";
  await Promise.all(["app", "web"].map((RoleName) => iam.send(new GetRoleCommand({ RoleName }))));
  const keys = asked.map(({ authorization }) => /Credential=(\w+)/.exec(authorization ?? "")?.[1]);
  expect(keys).toEqual(["AKIAIOSFODNN7EXAMPLE", accessKeyId, accessKeyId]);
});

describe("the hash that signs", () => {
  const data = fc.uint8Array({ maxLength: 200 });

  test("is the SDK's, with a key and without", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.option(fc.oneof(fc.string({ minLength: 1 }), data), { nil: undefined }),
        data,
        data,
        async (key, one, other) => {
          const [ours, theirs] = [new LEAN.sha256(key), new Sha256(key)];
          for (const hash of [ours, theirs]) {
            hash.update(other);
            hash.reset();
            hash.update(one);
            hash.update(other);
          }
          expect(Buffer.from(await ours.digest())).toEqual(Buffer.from(await theirs.digest()));
        },
      ),
    );
  });
});

test("the settings of every client are laid out so that V8 copies them fast, however many clients there are", () => {
  setFlagsFromString("--allow-natives-syntax");
  const isFast = new Function("settings", "return %HasFastProperties(settings)");
  const clients = Array.from({ length: 20 }, () => Object.values(everyClient())).flat();
  expect(clients.filter(({ config }) => !isFast(config))).toEqual([]);
});
