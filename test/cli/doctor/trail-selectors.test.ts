import type { AdvancedFieldSelector, EventSelector } from "@aws-sdk/client-cloudtrail";
import { expect, test } from "vitest";
import { missesOf } from "../../../cli/doctor/trail-selectors.ts";

const READS = "logs reads only";
const WRITES = "logs writes only, and AssumeRole counts as a read";
const NONE = "logs no management events";
const SOME = "leaves out management events of some services";

test.each<[string, readonly EventSelector[], string | undefined]>([
  ["as CloudTrail has it by itself", [], undefined],
  ["everything", [{ ReadWriteType: "All", IncludeManagementEvents: true }], undefined],
  ["reads and writes apart", [{ ReadWriteType: "ReadOnly" }, { ReadWriteType: "WriteOnly" }], undefined],
  ["writes", [{ ReadWriteType: "WriteOnly" }], WRITES],
  ["reads", [{ ReadWriteType: "ReadOnly" }], READS],
  ["data alone", [{ IncludeManagementEvents: false }], NONE],
  ["all but KMS", [{ ExcludeManagementEventSources: ["kms.amazonaws.com"] }], undefined],
  ["all but STS", [{ ExcludeManagementEventSources: ["sts.amazonaws.com"] }], SOME],
])("of basic selectors: %s", (_, EventSelectors, misses) => {
  expect(missesOf({ EventSelectors })).toBe(misses);
});

const MANAGEMENT = { Field: "eventCategory", Equals: ["Management"] };
const only = (value: string) => ({ Field: "readOnly", Equals: [value] });

test.each<[string, readonly (readonly AdvancedFieldSelector[])[], string | undefined]>([
  ["everything", [[MANAGEMENT]], undefined],
  ["data alone", [[{ Field: "eventCategory", Equals: ["Data"] }]], NONE],
  ["writes", [[MANAGEMENT, only("false")]], WRITES],
  ["reads", [[MANAGEMENT, only("true")]], READS],
  [
    "both apart",
    [
      [MANAGEMENT, only("true")],
      [MANAGEMENT, only("false")],
    ],
    undefined,
  ],
  ["all but KMS", [[MANAGEMENT, { Field: "eventSource", NotEquals: ["kms.amazonaws.com"] }]], undefined],
  ["all but IAM", [[MANAGEMENT, { Field: "eventSource", NotEquals: ["iam.amazonaws.com"] }]], SOME],
  ["one service", [[MANAGEMENT, { Field: "eventSource", Equals: ["iam.amazonaws.com"] }]], SOME],
  ["one event", [[MANAGEMENT, { Field: "eventName", Equals: ["CreateRole"] }]], SOME],
  [
    "one event, and everything",
    [[MANAGEMENT, { Field: "eventName", Equals: ["CreateRole"] }], [MANAGEMENT]],
    undefined,
  ],
])("of advanced selectors: %s", (_, all, misses) => {
  const AdvancedEventSelectors = all.map((FieldSelectors) => ({ FieldSelectors: [...FieldSelectors] }));
  expect(missesOf({ AdvancedEventSelectors })).toBe(misses);
});
