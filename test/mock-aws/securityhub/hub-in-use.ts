// A hub that is switched on, and what the tests of findings do with it.
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
import { afterAll, beforeAll, beforeEach } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { catcher } from "../events/catcher.ts";
import { DEFAULT_PRODUCT, securityHubOf } from "./cast.ts";

export const ID = { Id: "leak-1", ProductArn: DEFAULT_PRODUCT };

export const INVALID = { name: "InvalidInputException", $metadata: { httpStatusCode: 400 } };

export type HubInUse = ReturnType<typeof inUse>;

/** Hands the hub to the file before its first test; it is empty before each. */
export function hubInUse(take: (hub: HubInUse) => void): void {
  let aws: TestAws;
  let hub: SecurityHubClient;
  beforeAll(async () => {
    aws = await startLocalAws();
    hub = securityHubOf(aws);
    take(inUse(aws, hub));
  });
  beforeEach(async () => {
    await aws.aws.reset();
    await hub.send(new EnableSecurityHubCommand({}));
  });
  afterAll(() => aws.close());
}

function inUse(aws: TestAws, hub: SecurityHubClient) {
  const find = async (Filters: AwsSecurityFindingFilters = {}, more = {}) =>
    (await hub.send(new GetFindingsCommand({ Filters, ...more }))).Findings ?? [];
  return {
    aws,
    hub,
    find,
    only: async () => (await find())[0],
    idsOf: async (filters: AwsSecurityFindingFilters) => (await find(filters)).map(({ Id }) => Id).sort(),
    put: (...Findings: AwsSecurityFinding[]) => hub.send(new BatchImportFindingsCommand({ Findings })),
    update: (change: Omit<BatchUpdateFindingsCommandInput, "FindingIdentifiers">, client = hub) =>
      client.send(new BatchUpdateFindingsCommand({ FindingIdentifiers: [ID], ...change })),
    /** What EventBridge hears from now on. */
    async listen() {
      const { arn, events } = catcher(aws);
      const EventPattern = JSON.stringify({ "detail-type": ["Security Hub Findings - Imported"] });
      await aws.admin.events.send(new PutRuleCommand({ Name: "rule", EventPattern }));
      await aws.admin.events.send(new PutTargetsCommand({ Rule: "rule", Targets: [{ Id: "1", Arn: arn }] }));
      return events;
    },
  };
}
