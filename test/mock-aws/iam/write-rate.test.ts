// IAM's throttle on writes, where the settings ask for one.
import { GetRoleCommand, TagRoleCommand } from "@aws-sdk/client-iam";
import { afterEach, beforeEach, expect, test } from "vitest";
import { changeSettings } from "../../../mock-aws/settings.ts";
import { colleagueAccount } from "../../support/other-account.ts";
import { startService, type TestService } from "../../support/service.ts";

let service: TestService;
beforeEach(async () => {
  service = await startService();
  await service.createRole("app");
  changeSettings(service.aws.world().settings, { iamWriteRate: 2 });
});
afterEach(() => service.close());

const write = ({ iam } = service.admin) =>
  iam.send(new TagRoleCommand({ RoleName: "app", Tags: [{ Key: "team", Value: "red" }] }));
const throttled = { name: "Throttling", message: "Rate exceeded", $metadata: { httpStatusCode: 400 } };

test("what a second brings goes through, and the rest is throttled until there is room again", async () => {
  for (let call = 0; call < 2; call++) await write();
  await expect(write()).rejects.toMatchObject(throttled);
  await service.advance(0.5);
  await write();
  await expect(write()).rejects.toMatchObject(throttled);
});

test("reads and other accounts are not in the way of each other", async () => {
  for (let call = 0; call < 2; call++) await write();
  await expect(write()).rejects.toMatchObject(throttled);
  await service.admin.iam.send(new GetRoleCommand({ RoleName: "app" }));
  const other = colleagueAccount(service);
  await expect(write(other)).rejects.toMatchObject({ name: "NoSuchEntityException" });
});
