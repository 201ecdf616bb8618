import { type AwsSecurityFinding, BatchImportFindingsCommand } from "@aws-sdk/client-securityhub";
import { describe, expect, test } from "vitest";
import { ACCOUNT, allow, createUser } from "../iam/cast.ts";
import { DEFAULT_PRODUCT, finding, securityHubOf } from "./cast.ts";
import { type HubInUse, hubInUse, INVALID } from "./hub-in-use.ts";

let hub: HubInUse;
hubInUse((started) => {
  hub = started;
});

describe("BatchImportFindings", () => {
  test("takes findings in, and says what Security Hub adds to them", async () => {
    expect(await hub.put(finding())).toMatchObject({ SuccessCount: 1, FailedCount: 0, FailedFindings: [] });
    expect(await hub.only()).toEqual({
      ...finding(),
      ProductName: "Default",
      CompanyName: "Personal",
      Region: "us-east-1",
      Severity: { Label: "HIGH", Normalized: 70 },
      FindingProviderFields: { Severity: { Label: "HIGH" }, Types: ["TTPs/Credential Access"] },
      ProductFields: {
        "aws/securityhub/FindingId": `${DEFAULT_PRODUCT}/leak-1`,
        "aws/securityhub/ProductName": "Default",
        "aws/securityhub/CompanyName": "Personal",
      },
      WorkflowState: "NEW",
      Workflow: { Status: "NEW" },
      RecordState: "ACTIVE",
      ProcessedAt: "2026-03-01T09:00:00.000Z",
    });
  });

  test("tells EventBridge of each finding in an event of its own", async () => {
    const events = await hub.listen();
    await hub.put(finding(), finding({ Id: "leak-2" }));
    await hub.aws.advance(4);
    expect(events).toHaveLength(0);
    await hub.aws.advance(1);
    expect(events).toHaveLength(2);
    expect(events[1]).toMatchObject({
      source: "aws.securityhub",
      "detail-type": "Security Hub Findings - Imported",
      account: ACCOUNT,
      region: "us-east-1",
      resources: [`${DEFAULT_PRODUCT}/leak-2`],
      detail: { findings: [{ Id: "leak-2", Title: "A key was seen in public", Workflow: { Status: "NEW" } }] },
    });
  });

  test("updates a finding that it knows when the update is newer, and leaves it alone when it is not", async () => {
    const events = await hub.listen();
    await hub.put(finding());
    expect(await hub.put(finding({ Title: "Not newer" }))).toMatchObject({ SuccessCount: 1 });
    expect((await hub.only())?.Title).toBe("A key was seen in public");
    await hub.put(finding({ Title: "Newer", UpdatedAt: "2026-03-01T08:30:00Z" }));
    expect(await hub.find()).toMatchObject([{ Title: "Newer" }]);
    await hub.aws.advance(5);
    expect(events).toHaveLength(2);
  });

  test("leaves to the customer what the customer set", async () => {
    await hub.put(finding());
    const Note = { Text: "It is ours.", UpdatedBy: "ann" };
    await hub.update({ Note, Workflow: { Status: "SUPPRESSED" }, Severity: { Label: "LOW" } });
    await hub.put(
      finding({ UpdatedAt: "2026-03-01T08:30:00Z", Severity: { Label: "CRITICAL" }, Workflow: { Status: "NEW" } }),
    );
    expect(await hub.only()).toMatchObject({
      Note,
      Workflow: { Status: "SUPPRESSED" },
      Severity: { Label: "LOW", Normalized: 1 },
      FindingProviderFields: { Severity: { Label: "CRITICAL" } },
    });
  });

  test("opens a finding again that comes back after it was archived and resolved", async () => {
    await hub.put(finding({ RecordState: "ARCHIVED" }));
    await hub.update({ Workflow: { Status: "RESOLVED" } });
    await hub.put(finding({ RecordState: "ACTIVE", UpdatedAt: "2026-03-01T08:30:00Z" }));
    expect(await hub.only()).toMatchObject({ Workflow: { Status: "NEW" }, RecordState: "ACTIVE" });
  });

  test.each([
    [{ Title: "x".repeat(257) }, "data.Title should NOT be longer than 256 characters."],
    [{ Resources: [{ Type: "", Id: "x" }] }, "data.Resources[0].Type should NOT be shorter than 1 characters."],
    [{ Resources: [] }, "data.Resources should NOT have fewer than 1 items."],
    [{ SchemaVersion: "2020-01-01" }, "data.SchemaVersion should be equal to one of the allowed values."],
    [{ Confidence: 101 }, "data.Confidence should be <= 100."],
    [
      { Severity: undefined, Types: undefined },
      "data should have required property 'FindingProviderFields', data should match some schema in anyOf.",
    ],
  ])("keeps out a finding that is none, and takes in the others: %o", async (change, words) => {
    const { SuccessCount, FailedFindings } = await hub.put(
      { ...finding({ Id: "bad" }), ...(change as object) },
      finding(),
    );
    expect(SuccessCount).toBe(1);
    const ErrorMessage = `Finding does not adhere to Amazon Finding Format. ${words}`;
    expect(FailedFindings).toEqual([{ Id: "bad", ErrorCode: "InvalidInput", ErrorMessage }]);
    expect(await hub.idsOf({})).toEqual(["leak-1"]);
  });

  test("takes findings of AWS's products too, so that one can play GuardDuty; of others it says so", async () => {
    const of = (product: string) => finding({ ProductArn: `arn:aws:securityhub:us-east-1::product/${product}` });
    await hub.put(of("aws/guardduty"));
    expect(await hub.only()).toMatchObject({ ProductName: "GuardDuty", CompanyName: "AWS" });
    await expect(hub.put(of("prowler/prowler"))).rejects.toMatchObject({ name: "NotImplemented" });
    await expect(hub.put(finding({ AwsAccountId: "444455556666" }))).rejects.toMatchObject({ name: "NotImplemented" });
    const ProductArn = "arn:aws:securityhub:::product/aws/guardduty";
    await expect(hub.put(finding({ ProductArn }))).rejects.toMatchObject({
      ...INVALID,
      message: `productArn: "${ProductArn}"`,
    });
  });

  test("takes a permission on the product, which can be held to an account", async () => {
    const Condition = { StringEquals: { "securityhub:TargetAccount": ACCOUNT } };
    const ann = await createUser(hub.aws, "ann", {
      ...allow("securityhub:BatchImportFindings", DEFAULT_PRODUCT),
      Condition,
    });
    const send = (Findings: AwsSecurityFinding[]) =>
      securityHubOf(hub.aws, ann.keys).send(new BatchImportFindingsCommand({ Findings }));
    await send([finding()]);
    const others = finding({ AwsAccountId: "444455556666" });
    await expect(send([others])).rejects.toMatchObject({ name: "AccessDeniedException" });
  });
});
