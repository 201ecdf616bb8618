import { BatchUpdateFindingsCommand } from "@aws-sdk/client-securityhub";
import { beforeEach, describe, expect, test } from "vitest";
import { allow, createUser, deny } from "../iam/cast.ts";
import { DEFAULT_PRODUCT, finding, securityHubOf } from "./cast.ts";
import { type HubInUse, hubInUse, ID, INVALID } from "./hub-in-use.ts";

let hub: HubInUse;
hubInUse((started) => {
  hub = started;
});

describe("BatchUpdateFindings", () => {
  beforeEach(() => hub.put(finding()));

  test("sets what is the customer's, and not the time of the provider's update", async () => {
    await hub.aws.advance(60);
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
      await hub.update({ ...change, Types: [...change.Types], RelatedFindings: [...change.RelatedFindings] }),
    ).toMatchObject({
      ProcessedFindings: [ID],
      UnprocessedFindings: [],
    });
    expect(await hub.only()).toMatchObject({
      ...change,
      Note: { ...change.Note, UpdatedAt: "2026-03-01T09:01:00.000Z" },
      Severity: { Label: "CRITICAL", Normalized: 90 },
      UpdatedAt: finding().UpdatedAt,
    });
  });

  test("tells EventBridge of the finding again", async () => {
    const events = await hub.listen();
    await hub.aws.advance(5);
    await hub.update({ Workflow: { Status: "RESOLVED" } });
    await hub.aws.advance(5);
    expect(events.at(-1)).toMatchObject({
      "detail-type": "Security Hub Findings - Imported",
      detail: { findings: [{ Id: "leak-1", Workflow: { Status: "RESOLVED" } }] },
    });
  });

  test("names what it did not do: a finding that is not there, one that is named twice", async () => {
    const unknown = { Id: "nope", ProductArn: DEFAULT_PRODUCT };
    const Workflow = { Status: "NOTIFIED" as const };
    const some = await hub.hub.send(new BatchUpdateFindingsCommand({ FindingIdentifiers: [ID, unknown], Workflow }));
    expect(some).toMatchObject({
      ProcessedFindings: [ID],
      UnprocessedFindings: [{ FindingIdentifier: unknown, ErrorCode: "FindingNotFound" }],
    });
    const twice = await hub.hub.send(new BatchUpdateFindingsCommand({ FindingIdentifiers: [ID, ID], Workflow }));
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
    await expect(hub.update(change as object)).rejects.toMatchObject(INVALID);
  });

  test("a policy can keep somebody from suppressing findings", async () => {
    const Condition = { StringEquals: { "securityhub:ASFFSyntaxPath/Workflow.Status": "SUPPRESSED" } };
    const may = "securityhub:BatchUpdateFindings";
    const { keys } = await createUser(hub.aws, "ann", allow(may), { ...deny(may), Condition });
    await hub.update({ Workflow: { Status: "NOTIFIED" } }, securityHubOf(hub.aws, keys));
    await expect(
      hub.update({ Workflow: { Status: "SUPPRESSED" } }, securityHubOf(hub.aws, keys)),
    ).rejects.toMatchObject({
      message: expect.stringContaining("with an explicit deny in an identity-based policy"),
    });
  });
});
