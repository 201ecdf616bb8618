import { PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import {
  type AwsSecurityFinding,
  type AwsSecurityFindingFilters,
  BatchImportFindingsCommand,
  BatchUpdateFindingsCommand,
  type BatchUpdateFindingsCommandInput,
  EnableSecurityHubCommand,
  GetFindingsCommand,
  type SecurityHubClient,
} from "@aws-sdk/client-securityhub";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { catcher } from "../events/catcher.ts";
import { ACCOUNT, allow, createUser, deny } from "../iam/cast.ts";
import { DEFAULT_PRODUCT, finding, securityHubOf } from "./cast.ts";

let aws: TestAws;
let hub: SecurityHubClient;
beforeAll(async () => {
  aws = await startLocalAws();
  hub = securityHubOf(aws);
});
beforeEach(async () => {
  await aws.aws.reset();
  await hub.send(new EnableSecurityHubCommand({}));
});
afterAll(() => aws.close());

const put = (...Findings: AwsSecurityFinding[]) => hub.send(new BatchImportFindingsCommand({ Findings }));
const ID = { Id: "leak-1", ProductArn: DEFAULT_PRODUCT };
const update = (change: Omit<BatchUpdateFindingsCommandInput, "FindingIdentifiers">, client = hub) =>
  client.send(new BatchUpdateFindingsCommand({ FindingIdentifiers: [ID], ...change }));
const find = async (Filters: AwsSecurityFindingFilters = {}, more = {}) =>
  (await hub.send(new GetFindingsCommand({ Filters, ...more }))).Findings ?? [];
const only = async () => (await find())[0];
const idsOf = async (filters: AwsSecurityFindingFilters) => (await find(filters)).map(({ Id }) => Id).sort();
const invalid = { name: "InvalidInputException", $metadata: { httpStatusCode: 400 } };

async function listen() {
  const { arn, events } = catcher(aws);
  const EventPattern = JSON.stringify({ "detail-type": ["Security Hub Findings - Imported"] });
  await aws.admin.events.send(new PutRuleCommand({ Name: "rule", EventPattern }));
  await aws.admin.events.send(new PutTargetsCommand({ Rule: "rule", Targets: [{ Id: "1", Arn: arn }] }));
  return events;
}

describe("BatchImportFindings", () => {
  test("takes findings in, and says what Security Hub adds to them", async () => {
    expect(await put(finding())).toMatchObject({ SuccessCount: 1, FailedCount: 0, FailedFindings: [] });
    expect(await only()).toEqual({
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
    const events = await listen();
    await put(finding(), finding({ Id: "leak-2" }));
    await aws.advance(4);
    expect(events).toHaveLength(0);
    await aws.advance(1);
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
    const events = await listen();
    await put(finding());
    expect(await put(finding({ Title: "Not newer" }))).toMatchObject({ SuccessCount: 1 });
    expect((await only())?.Title).toBe("A key was seen in public");
    await put(finding({ Title: "Newer", UpdatedAt: "2026-03-01T08:30:00Z" }));
    expect(await find()).toMatchObject([{ Title: "Newer" }]);
    await aws.advance(5);
    expect(events).toHaveLength(2);
  });

  test("leaves to the customer what the customer set", async () => {
    await put(finding());
    const Note = { Text: "It is ours.", UpdatedBy: "ann" };
    await update({ Note, Workflow: { Status: "SUPPRESSED" }, Severity: { Label: "LOW" } });
    await put(
      finding({ UpdatedAt: "2026-03-01T08:30:00Z", Severity: { Label: "CRITICAL" }, Workflow: { Status: "NEW" } }),
    );
    expect(await only()).toMatchObject({
      Note,
      Workflow: { Status: "SUPPRESSED" },
      Severity: { Label: "LOW", Normalized: 1 },
      FindingProviderFields: { Severity: { Label: "CRITICAL" } },
    });
  });

  test("opens a finding again that comes back after it was archived and resolved", async () => {
    await put(finding({ RecordState: "ARCHIVED" }));
    await update({ Workflow: { Status: "RESOLVED" } });
    await put(finding({ RecordState: "ACTIVE", UpdatedAt: "2026-03-01T08:30:00Z" }));
    expect(await only()).toMatchObject({ Workflow: { Status: "NEW" }, RecordState: "ACTIVE" });
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
    const { SuccessCount, FailedFindings } = await put({ ...finding({ Id: "bad" }), ...(change as object) }, finding());
    expect(SuccessCount).toBe(1);
    const ErrorMessage = `Finding does not adhere to Amazon Finding Format. ${words}`;
    expect(FailedFindings).toEqual([{ Id: "bad", ErrorCode: "InvalidInput", ErrorMessage }]);
    expect(await idsOf({})).toEqual(["leak-1"]);
  });

  test("takes findings of AWS's products too, so that one can play GuardDuty; of others it says so", async () => {
    const of = (product: string) => finding({ ProductArn: `arn:aws:securityhub:us-east-1::product/${product}` });
    await put(of("aws/guardduty"));
    expect(await only()).toMatchObject({ ProductName: "GuardDuty", CompanyName: "AWS" });
    await expect(put(of("prowler/prowler"))).rejects.toMatchObject({ name: "NotImplemented" });
    await expect(put(finding({ AwsAccountId: "444455556666" }))).rejects.toMatchObject({ name: "NotImplemented" });
    const ProductArn = "arn:aws:securityhub:::product/aws/guardduty";
    await expect(put(finding({ ProductArn }))).rejects.toMatchObject({
      ...invalid,
      message: `productArn: "${ProductArn}"`,
    });
  });

  test("takes a permission on the product, which can be held to an account", async () => {
    const Condition = { StringEquals: { "securityhub:TargetAccount": ACCOUNT } };
    const ann = await createUser(aws, "ann", {
      ...allow("securityhub:BatchImportFindings", DEFAULT_PRODUCT),
      Condition,
    });
    const send = (Findings: AwsSecurityFinding[]) =>
      securityHubOf(aws, ann.keys).send(new BatchImportFindingsCommand({ Findings }));
    await send([finding()]);
    const others = finding({ AwsAccountId: "444455556666" });
    await expect(send([others])).rejects.toMatchObject({ name: "AccessDeniedException" });
  });
});

describe("BatchUpdateFindings", () => {
  beforeEach(() => put(finding()));

  test("sets what is the customer's, and not the time of the provider's update", async () => {
    await aws.advance(60);
    const change = {
      Note: { Text: "x".repeat(512), UpdatedBy: "responder" },
      Severity: { Normalized: 90 },
      VerificationState: "TRUE_POSITIVE",
      Confidence: 99,
      Criticality: 1,
      Types: ["Effects/Data Exposure"],
      UserDefinedFields: { incident: "i-1" },
      Workflow: { Status: "NOTIFIED" },
      RelatedFindings: [{ Id: "leak-0", ProductArn: DEFAULT_PRODUCT }],
    } as const;
    expect(
      await update({ ...change, Types: [...change.Types], RelatedFindings: [...change.RelatedFindings] }),
    ).toMatchObject({
      ProcessedFindings: [ID],
      UnprocessedFindings: [],
    });
    expect(await only()).toMatchObject({
      ...change,
      Note: { ...change.Note, UpdatedAt: "2026-03-01T09:01:00.000Z" },
      Severity: { Label: "CRITICAL", Normalized: 90 },
      UpdatedAt: finding().UpdatedAt,
    });
  });

  test("tells EventBridge of the finding again", async () => {
    const events = await listen();
    await aws.advance(5);
    await update({ Workflow: { Status: "RESOLVED" } });
    await aws.advance(5);
    expect(events.at(-1)).toMatchObject({
      "detail-type": "Security Hub Findings - Imported",
      detail: { findings: [{ Id: "leak-1", Workflow: { Status: "RESOLVED" } }] },
    });
  });

  test("names what it did not do: a finding that is not there, one that is named twice", async () => {
    const unknown = { Id: "nope", ProductArn: DEFAULT_PRODUCT };
    const Workflow = { Status: "NOTIFIED" as const };
    const some = await hub.send(new BatchUpdateFindingsCommand({ FindingIdentifiers: [ID, unknown], Workflow }));
    expect(some).toMatchObject({
      ProcessedFindings: [ID],
      UnprocessedFindings: [{ FindingIdentifier: unknown, ErrorCode: "FindingNotFound" }],
    });
    const twice = await hub.send(new BatchUpdateFindingsCommand({ FindingIdentifiers: [ID, ID], Workflow }));
    expect(twice.UnprocessedFindings).toMatchObject([
      { ErrorCode: "DuplicatedFindingIdentifier" },
      { ErrorCode: "DuplicatedFindingIdentifier" },
    ]);
  });

  test.each([
    { Note: { Text: "x".repeat(513), UpdatedBy: "ann" } },
    { Workflow: { Status: "DONE" } },
    { Confidence: 101 },
  ])("refuses %o", async (change) => {
    await expect(update(change as object)).rejects.toMatchObject(invalid);
  });

  test("a policy can keep somebody from suppressing findings", async () => {
    const Condition = { StringEquals: { "securityhub:ASFFSyntaxPath/Workflow.Status": "SUPPRESSED" } };
    const may = "securityhub:BatchUpdateFindings";
    const { keys } = await createUser(aws, "ann", allow(may), { ...deny(may), Condition });
    await update({ Workflow: { Status: "NOTIFIED" } }, securityHubOf(aws, keys));
    await expect(update({ Workflow: { Status: "SUPPRESSED" } }, securityHubOf(aws, keys))).rejects.toMatchObject({
      message: expect.stringContaining("with an explicit deny in an identity-based policy"),
    });
  });
});

describe("GetFindings", () => {
  beforeEach(async () => {
    await put(
      finding({ Id: "a", Title: "alpha", UpdatedAt: "2026-03-01T08:01:00Z", Severity: { Label: "LOW" } }),
      finding({ Id: "b", Title: "beta", UpdatedAt: "2026-03-01T08:02:00Z", ProductFields: { team: "blue" } }),
      finding({ Id: "c", Title: "gamma", UpdatedAt: "2026-02-01T08:03:00Z", RecordState: "ARCHIVED" }),
    );
  });

  test.each<[AwsSecurityFindingFilters, string[]]>([
    [
      {
        Id: [
          { Value: "a", Comparison: "EQUALS" },
          { Value: "b", Comparison: "EQUALS" },
        ],
      },
      ["a", "b"],
    ],
    [{ Title: [{ Value: "ga", Comparison: "PREFIX" }] }, ["c"]],
    [{ Title: [{ Value: "et", Comparison: "CONTAINS" }] }, ["b"]],
    [
      {
        Title: [
          { Value: "alpha", Comparison: "NOT_EQUALS" },
          { Value: "be", Comparison: "PREFIX_NOT_EQUALS" },
        ],
      },
      ["c"],
    ],
    [
      {
        SeverityLabel: [{ Value: "HIGH", Comparison: "EQUALS" }],
        RecordState: [{ Value: "ACTIVE", Comparison: "EQUALS" }],
      },
      ["b"],
    ],
    [{ SeverityNormalized: [{ Lt: 40 }] }, ["a"]],
    [{ UpdatedAt: [{ Start: "2026-03-01T08:02:00Z" }] }, ["b"]],
    [{ UpdatedAt: [{ DateRange: { Value: 7, Unit: "DAYS" } }] }, ["a", "b"]],
    [{ ProductFields: [{ Key: "team", Value: "blue", Comparison: "EQUALS" }] }, ["b"]],
    [{ ResourceType: [{ Value: "AwsIamAccessKey", Comparison: "NOT_EQUALS" }] }, []],
    [{ WorkflowStatus: [{ Value: "NEW", Comparison: "EQUALS" }] }, ["a", "b", "c"]],
  ])("finds by %o", async (filters, ids) => {
    expect(await idsOf(filters)).toEqual(ids);
  });

  test("sorts and pages", async () => {
    const SortCriteria = [{ Field: "Title", SortOrder: "desc" as const }];
    const first = await hub.send(new GetFindingsCommand({ SortCriteria, MaxResults: 2 }));
    const second = await hub.send(new GetFindingsCommand({ SortCriteria, MaxResults: 2, NextToken: first.NextToken }));
    const ids = [first, second].map(({ Findings }) => Findings?.map(({ Id }) => Id));
    expect(ids).toEqual([["c", "b"], ["a"]]);
    expect(second.NextToken).toBeUndefined();
  });

  test("refuses loudly a filter and an order that it does not know", async () => {
    const loud = { name: "NotImplemented", $metadata: { httpStatusCode: 501 } };
    await expect(find({ MalwareName: [{ Value: "x", Comparison: "EQUALS" }] })).rejects.toMatchObject(loud);
    await expect(find({}, { SortCriteria: [{ Field: "Compliance.Status" }] })).rejects.toMatchObject(loud);
  });
});
