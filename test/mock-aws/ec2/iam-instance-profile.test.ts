import {
  AssociateIamInstanceProfileCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DisassociateIamInstanceProfileCommand,
  ReplaceIamInstanceProfileAssociationCommand,
} from "@aws-sdk/client-ec2";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createInstanceRole, runInstance } from "../../support/instance.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { sessionWith } from "../../support/session.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
  await createInstanceRole(aws, "web");
  await createInstanceRole(aws, "batch");
});
afterEach(() => aws.close());

async function associationsOf(InstanceId: string) {
  const Filters = [{ Name: "instance-id", Values: [InstanceId] }];
  const answer = await aws.admin.ec2.send(new DescribeIamInstanceProfileAssociationsCommand({ Filters }));
  return answer.IamInstanceProfileAssociations ?? [];
}

test("a profile is associated with an instance, replaced by another, and taken away", async () => {
  const { InstanceId = "" } = await runInstance(aws);
  expect(await associationsOf(InstanceId)).toEqual([]);

  const { IamInstanceProfileAssociation: first } = await aws.admin.ec2.send(
    new AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile: { Name: "web" } }),
  );
  expect(first).toMatchObject({ InstanceId, State: "associating" });
  expect(await associationsOf(InstanceId)).toMatchObject([
    {
      AssociationId: first?.AssociationId,
      State: "associated",
      IamInstanceProfile: { Arn: "arn:aws:iam::111122223333:instance-profile/web" },
    },
  ]);

  const { IamInstanceProfileAssociation: second } = await aws.admin.ec2.send(
    new ReplaceIamInstanceProfileAssociationCommand({
      AssociationId: first?.AssociationId,
      IamInstanceProfile: { Arn: "arn:aws:iam::111122223333:instance-profile/batch" },
    }),
  );
  expect(second?.AssociationId).not.toBe(first?.AssociationId);

  await aws.admin.ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId: second?.AssociationId }));
  expect(await associationsOf(InstanceId)).toEqual([]);
});

test("an instance has one profile at a time", async () => {
  const { InstanceId = "" } = await runInstance(aws, "web");
  await expect(
    aws.admin.ec2.send(new AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile: { Name: "batch" } })),
  ).rejects.toMatchObject({
    name: "IncorrectState",
    message: `There is an existing association for instance ${InstanceId}`,
  });
});

test("an association that is not there is refused by its id", async () => {
  const AssociationId = "iip-assoc-00000000000000000";
  await expect(aws.admin.ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId }))).rejects.toMatchObject({
    name: "InvalidAssociationID.NotFound",
    message: `An invalid association-id of '${AssociationId}' was given`,
  });
});

test("giving an instance another role takes the right to pass it", async () => {
  const { InstanceId = "" } = await runInstance(aws, "web");
  const [association] = await associationsOf(InstanceId);
  const operator = await sessionWith(
    aws,
    { Effect: "Allow", Action: "ec2:*", Resource: "*" },
    { Effect: "Allow", Action: "iam:PassRole", Resource: "arn:aws:iam::111122223333:role/web" },
  );
  const replace = (Name: string) =>
    new ReplaceIamInstanceProfileAssociationCommand({
      AssociationId: association?.AssociationId,
      IamInstanceProfile: { Name },
    });
  await expect(operator.ec2.send(replace("batch"))).rejects.toMatchObject({
    message: expect.stringContaining("iam:PassRole on resource: arn:aws:iam::111122223333:role/batch"),
  });
  await operator.ec2.send(replace("web"));
});
