// Names that mean two things: a user under a new name, an access point in two Regions, a policy's versions.
import { describe, expect, test } from "vitest";
import { call, residual, said } from "./calls.ts";

describe("what a user has, whom the intruder renames", () => {
  const key = { userName: "ci", accessKeyId: "AKIAIOSFODNN7EXAMPLE" };
  const made = call("iam:CreateAccessKey", { asked: { userName: "ci" }, answered: { accessKey: key } });
  const renamed = call("iam:UpdateUser", { asked: { userName: "ci", newUserName: "old-ci" }, at: 1 });
  const anew = call("iam:CreateUser", { asked: { userName: "ci" }, at: 2 });
  const deleted = (userName: string) => call("iam:DeleteUser", { asked: { userName }, at: 3 });

  test("stays listed, with the new name, when a decoy of the old name is deleted", () => {
    const result = residual(made, renamed, anew, deleted("ci"));
    expect(said(result)).toEqual(["access key AKIAIOSFODNN7EXAMPLE", "new name of user ci: old-ci"]);
    expect(result.leftBehind[0]?.why).toMatch(/now called user old-ci/);
  });

  test("is gone when the user of the new name is deleted", () => {
    expect(said(residual(made, renamed, deleted("old-ci")))).not.toContain("access key AKIAIOSFODNN7EXAMPLE");
  });

  test("is not moved where only the path was changed", () => {
    const path = call("iam:UpdateUser", { asked: { userName: "ci", newPath: "/x/" }, at: 1 });
    expect(residual(made, path).leftBehind[0]?.why).not.toMatch(/now called/);
  });
});

test("an access point of one name in another Region stays listed when the first is deleted", () => {
  const asked = { name: "door", bucket: "data" };
  const result = residual(
    call("s3:CreateAccessPoint", { asked }),
    call("s3:CreateAccessPoint", { asked, awsRegion: "us-east-2", at: 1 }),
    call("s3:DeleteAccessPoint", { asked, at: 2 }),
  );
  expect(result.leftBehind).toMatchObject([
    {
      what: "access point door in us-east-2",
      commands: ["aws s3control delete-access-point --account-id 111122223333 --name door --region us-east-2"],
    },
  ]);
});

test("a version that the intruder made the default and then set aside is listed, and no command deletes the owner's", () => {
  const policyArn = "arn:aws:iam::111122223333:policy/app";
  const { leftBehind } = residual(
    call("iam:CreatePolicyVersion", {
      asked: { policyArn, setAsDefault: true },
      answered: { policyVersion: { versionId: "v2" } },
    }),
    call("iam:SetDefaultPolicyVersion", { asked: { policyArn, versionId: "v1" }, at: 5 }),
  );
  expect(leftBehind.map(({ what }) => what)).toContain(`version v2 of policy ${policyArn}`);
  const commands = leftBehind.flatMap((item) => item.commands).filter((each) => each.includes("delete-policy-version"));
  expect(commands).toEqual([`aws iam delete-policy-version --policy-arn ${policyArn} --version-id v2`]);
});
