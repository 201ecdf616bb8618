import { X509Certificate } from "node:crypto";
import {
  CreateUserCommand,
  DeleteSigningCertificateCommand,
  DeleteUserCommand,
  GetAccountSummaryCommand,
  ListSigningCertificatesCommand,
  UpdateSigningCertificateCommand,
  UploadSigningCertificateCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { createUser } from "./cast.ts";
import { certificate } from "./certificates.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(async () => {
  await aws.aws.reset();
  await aws.admin.iam.send(new CreateUserCommand({ UserName: "ann" }));
});
afterAll(() => aws.close());

const upload = async (CertificateBody: string, UserName = "ann") =>
  (await aws.admin.iam.send(new UploadSigningCertificateCommand({ UserName, CertificateBody }))).Certificate;
const list = async (UserName = "ann") =>
  (await aws.admin.iam.send(new ListSigningCertificatesCommand({ UserName }))).Certificates;

describe("a signing certificate", () => {
  test("is known by the SHA-1 of what it certifies, in base32", async () => {
    const body = certificate();
    const shown = await upload(body);
    expect(shown).toMatchObject({ UserName: "ann", Status: "Active", CertificateBody: body });
    const sha1 = new X509Certificate(body).fingerprint.replaceAll(":", "");
    const bits = [...Buffer.from(sha1, "hex")].map((byte) => byte.toString(2).padStart(8, "0")).join("");
    const signs = shown?.CertificateId?.split("") ?? [];
    const back = signs.map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0"));
    expect(back.join("")).toBe(bits);
    expect(await list()).toEqual([shown]);
  });

  test("is the caller's own where no user is named", async () => {
    const self = await aws.admin.iam.send(new UploadSigningCertificateCommand({ CertificateBody: certificate() }));
    expect(self.Certificate?.UserName).toBe("admin");
  });

  test("uploaded again stays as it is, and belongs to one user of the account alone", async () => {
    const body = certificate();
    const CertificateId = (await upload(body))?.CertificateId;
    await aws.admin.iam.send(
      new UpdateSigningCertificateCommand({ UserName: "ann", CertificateId, Status: "Inactive" }),
    );
    expect(await upload(body)).toMatchObject({ CertificateId, Status: "Active" });
    expect(await list()).toMatchObject([{ CertificateId, Status: "Inactive" }]);
    await expect(upload(body, "admin")).rejects.toMatchObject({
      name: "DuplicateCertificateException",
      $metadata: { httpStatusCode: 409 },
    });
  });

  test("is one of two at most", async () => {
    await upload(certificate("one"));
    await upload(certificate("two"));
    await expect(upload(certificate("three"))).rejects.toMatchObject({
      name: "LimitExceededException",
      message: "Cannot exceed quota for CertificatesPerUser: 2",
    });
  });

  test("must be one, and still good by the local AWS's clock", async () => {
    await expect(upload("not a certificate")).rejects.toMatchObject({
      name: "MalformedCertificateException",
      message: "Certificate not a certificate is malformed.",
    });
    await aws.advance((Date.parse("2050-01-01T00:00:00Z") - aws.now()) / 1000);
    await expect(upload(certificate())).rejects.toMatchObject({ name: "MalformedCertificateException" });
  });

  test("is found under its own user alone, and set to active or inactive", async () => {
    const CertificateId = (await upload(certificate()))?.CertificateId;
    const wish = { CertificateId, UserName: "ann" };
    const absent = {
      name: "NoSuchEntityException",
      message: `The Certificate with id ${CertificateId} cannot be found.`,
    };
    await expect(
      aws.admin.iam.send(new DeleteSigningCertificateCommand({ ...wish, UserName: "admin" })),
    ).rejects.toMatchObject(absent);
    await expect(
      aws.admin.iam.send(new UpdateSigningCertificateCommand({ ...wish, Status: "Expired" as "Active" })),
    ).rejects.toMatchObject({ name: "InvalidInputException", message: "Operation does not support status Expired" });
    await aws.admin.iam.send(new DeleteSigningCertificateCommand(wish));
    expect(await list()).toEqual([]);
  });

  test("keeps its user from being deleted", async () => {
    const CertificateId = (await upload(certificate()))?.CertificateId;
    await expect(aws.admin.iam.send(new DeleteUserCommand({ UserName: "ann" }))).rejects.toMatchObject({
      name: "DeleteConflictException",
      message: "Cannot delete entity, must delete certificates first.",
    });
    await aws.admin.iam.send(new DeleteSigningCertificateCommand({ UserName: "ann", CertificateId }));
    await aws.admin.iam.send(new DeleteUserCommand({ UserName: "ann" }));
  });
});

test("the summary of an account counts its users, and knows whether root has keys", async () => {
  await createUser(aws, "bob");
  const { SummaryMap } = await aws.admin.iam.send(new GetAccountSummaryCommand({}));
  expect(SummaryMap).toMatchObject({
    Users: 3,
    AccountAccessKeysPresent: 0,
    AccountPasswordPresent: 1,
    UsersQuota: 5000,
  });
});
