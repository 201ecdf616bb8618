import { type AwsSecurityFindingFilters, GetFindingsCommand } from "@aws-sdk/client-securityhub";
import { beforeEach, describe, expect, test } from "vitest";
import { finding } from "./cast.ts";
import { type HubInUse, hubInUse } from "./hub-in-use.ts";

let hub: HubInUse;
hubInUse((started) => {
  hub = started;
});

describe("GetFindings", () => {
  beforeEach(async () => {
    await hub.put(
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
    expect(await hub.idsOf(filters)).toEqual(ids);
  });

  test("sorts and pages", async () => {
    const SortCriteria = [{ Field: "Title", SortOrder: "desc" as const }];
    const first = await hub.hub.send(new GetFindingsCommand({ SortCriteria, MaxResults: 2 }));
    const second = await hub.hub.send(
      new GetFindingsCommand({ SortCriteria, MaxResults: 2, NextToken: first.NextToken }),
    );
    const ids = [first, second].map(({ Findings }) => Findings?.map(({ Id }) => Id));
    expect(ids).toEqual([["c", "b"], ["a"]]);
    expect(second.NextToken).toBeUndefined();
  });

  test("refuses loudly a filter and an order that it does not know", async () => {
    const loud = { name: "NotImplemented", $metadata: { httpStatusCode: 501 } };
    await expect(hub.find({ MalwareName: [{ Value: "x", Comparison: "EQUALS" }] })).rejects.toMatchObject(loud);
    await expect(hub.find({}, { SortCriteria: [{ Field: "Compliance.Status" }] })).rejects.toMatchObject(loud);
  });
});
