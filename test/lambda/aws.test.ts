import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { DescribeOrganizationCommand } from "@aws-sdk/client-organizations";
import { ListInstancesCommand } from "@aws-sdk/client-sso-admin";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Aws, connect } from "../../lambda/aws.ts";
import { organizationsOf } from "../../lambda/organizations-client.ts";
import { ssoAdminIn } from "../../lambda/sso-admin-client.ts";

let server: Server;
let aws: Aws;
let calls: number;
/** What the next calls are answered with; then all is well. */
let errors: string[];

const xmlError = (code: string) => `<ErrorResponse><Error><Code>${code}</Code></Error></ErrorResponse>`;
const ROLE = "<GetRoleResponse><GetRoleResult><Role/></GetRoleResult></GetRoleResponse>";

beforeEach(async () => {
  calls = 0;
  server = createServer((request, response) => {
    calls++;
    const error = errors.shift();
    const isJson = request.headers["content-type"]?.includes("json") ?? false;
    response.statusCode = error === undefined ? 200 : 400;
    if (isJson) response.end(JSON.stringify(error === undefined ? {} : { __type: error }));
    else response.end(error === undefined ? ROLE : xmlError(error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // A server that listens on a port has such an address.
  const credentials = async () => ({ accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "secret" });
  aws = connect("111122223333", { region: "us-east-1", endpoint: `http://127.0.0.1:${port}`, credentials });
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const CALLS: Readonly<Record<string, () => Promise<unknown>>> = {
  iam: () => aws.iam.send(new GetRoleCommand({ RoleName: "app" })),
  organizations: () => organizationsOf(aws).send(new DescribeOrganizationCommand({})),
  sso: () => ssoAdminIn(aws, "us-east-1").send(new ListInstancesCommand({})),
};

describe("a call that AWS refuses", () => {
  test.each([
    ["iam", "ConcurrentModification"],
    ["iam", "Throttling"],
    ["organizations", "ConcurrentModificationException"],
    ["organizations", "PolicyChangesInProgressException"],
    ["organizations", "TooManyRequestsException"],
    ["sso", "ConflictException"],
    ["sso", "ThrottlingException"],
  ])("for what passes by itself is made again: %s %s", async (service, error) => {
    errors = [error, error];
    await CALLS[service]?.();
    expect(calls).toBe(3);
  });

  test.each([
    ["iam", "LimitExceeded"],
    ["organizations", "ConstraintViolationException"],
    ["sso", "ValidationException"],
  ])("for good is not: %s %s", async (service, error) => {
    errors = [error, error];
    await expect(CALLS[service]?.()).rejects.toThrow();
    expect(calls).toBe(1);
  });
});
