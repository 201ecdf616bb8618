import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { DescribeOrganizationCommand } from "@aws-sdk/client-organizations";
import { ListInstancesCommand } from "@aws-sdk/client-sso-admin";
import { describe, expect, test } from "vitest";
import { type Aws, connect } from "../../lambda/aws.ts";
import { organizationsOf } from "../../lambda/organizations-client.ts";
import { ssoAdminIn } from "../../lambda/sso-admin-client.ts";

const xmlError = (code: string) => `<ErrorResponse><Error><Code>${code}</Code></Error></ErrorResponse>`;
const ROLE = "<GetRoleResponse><GetRoleResult><Role/></GetRoleResult></GetRoleResponse>";

const CALLS: Readonly<Record<string, (aws: Aws) => Promise<unknown>>> = {
  iam: (aws) => aws.iam.send(new GetRoleCommand({ RoleName: "app" })),
  organizations: (aws) => organizationsOf(aws).send(new DescribeOrganizationCommand({})),
  sso: (aws) => ssoAdminIn(aws, "us-east-1").send(new ListInstancesCommand({})),
};

/** The call to a server of its own, which answers the first attempts with these errors; then all is well. */
async function attempt(service: string, errors: readonly string[]) {
  let calls = 0;
  const server = createServer((request, response) => {
    const error = errors[calls++];
    const isJson = request.headers["content-type"]?.includes("json") ?? false;
    response.statusCode = error === undefined ? 200 : 400;
    if (isJson) response.end(JSON.stringify(error === undefined ? {} : { __type: error }));
    else response.end(error === undefined ? ROLE : xmlError(error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // A server that listens on a port has such an address.
  const credentials = async () => ({ accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "secret" });
  const aws = connect("111122223333", { region: "us-east-1", endpoint: `http://127.0.0.1:${port}`, credentials });
  const [outcome] = await Promise.allSettled([CALLS[service]?.(aws)]);
  await new Promise((resolve) => server.close(resolve));
  return { calls, outcome: outcome.status };
}

describe("a call that AWS refuses", () => {
  // At the same time: the SDK waits between its attempts, longest after a throttle.
  test.concurrent.each([
    ["iam", "Throttling"],
    ["organizations", "TooManyRequestsException"],
    ["sso", "ThrottlingException"],
    ["iam", "ConcurrentModification"],
    ["organizations", "ConcurrentModificationException"],
    ["organizations", "PolicyChangesInProgressException"],
    ["sso", "ConflictException"],
  ])("for what passes by itself is made again: %s %s", async (service, error) => {
    expect(await attempt(service, [error, error])).toEqual({ calls: 3, outcome: "fulfilled" });
  });

  test.concurrent.each([
    ["iam", "LimitExceeded"],
    ["organizations", "ConstraintViolationException"],
    ["sso", "ValidationException"],
  ])("for good is not: %s %s", async (service, error) => {
    expect(await attempt(service, [error, error])).toEqual({ calls: 1, outcome: "rejected" });
  });
});
