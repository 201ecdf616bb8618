// What an organization changes is enforced late: where an account hangs, and so which condition keys its calls carry.
import { CreateRoleCommand, type CreateRoleCommandOutput } from "@aws-sdk/client-iam";
import { DescribeOrganizationCommand, MoveAccountCommand } from "@aws-sdk/client-organizations";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Clients } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { type Cast, startOrganization } from "./cast.ts";

let cast: Cast;
let account: string;
let inside: Clients;
let orgId: string;
beforeEach(async () => {
  cast = await startOrganization();
  account = await cast.createAccount("workload");
  inside = await cast.enter(account);
  const { Organization } = await cast.org.send(new DescribeOrganizationCommand({}));
  orgId = Organization?.Id ?? "";
});
afterEach(() => cast.aws.close());

const slowly = (seconds: number) => {
  cast.aws.aws.world().settings.iamPropagation = seconds * 1000;
};

/** A role of the management account that whoever comes under the path may assume. */
function trustPath(path: string): Promise<CreateRoleCommandOutput> {
  const Condition = { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": path } };
  const statement = { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole", Condition };
  const wish = { RoleName: "shared", AssumeRolePolicyDocument: policy(statement) };
  return cast.aws.admin.iam.send(new CreateRoleCommand(wish));
}

const assumeShared = () =>
  inside.sts.send(new AssumeRoleCommand({ RoleArn: "arn:aws:iam::111122223333:role/shared", RoleSessionName: "in" }));

test("an account that moves carries its old aws:PrincipalOrgPaths until the move has propagated", async () => {
  const unit = await cast.createUnit("trusted");
  await trustPath(`${orgId}/${cast.rootId}/${unit}/*`);
  await cast.aws.advance(10);
  slowly(4);
  const move = { AccountId: account, SourceParentId: cast.rootId, DestinationParentId: unit };
  await cast.org.send(new MoveAccountCommand(move));
  await expect(assumeShared()).rejects.toMatchObject({ name: "AccessDenied" });
  await cast.aws.advance(4);
  await assumeShared();
  await cast.org.send(
    new MoveAccountCommand({ AccountId: account, SourceParentId: unit, DestinationParentId: cast.rootId }),
  );
  await assumeShared();
  await cast.aws.advance(4);
  await expect(assumeShared()).rejects.toMatchObject({ name: "AccessDenied" });
});
