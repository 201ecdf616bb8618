// Security Hub: what became of the finding that began an incident, on that finding, and a finding of our own with the evidence.
import {
  type AwsSecurityFinding,
  type AwsSecurityFindingIdentifier,
  BatchImportFindingsCommand,
  BatchUpdateFindingsCommand,
  type BatchUpdateFindingsCommandInput,
  GetFindingsCommand,
} from "@aws-sdk/client-securityhub";
import { parseArn } from "../../arn.ts";
import { settleSome } from "../../settle-some.ts";
import { plainText } from "../../words/plain-text.ts";
import type { Message } from "../message.ts";
import { ownFinding, UPDATED_BY } from "../own-finding.ts";
import type { Channel, Reach } from "./channel.ts";

type Status = "NOTIFIED" | "RESOLVED" | "SUPPRESSED";

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_NoteUpdate.html */
const LONGEST_NOTE = 512;

export const securityHub: Channel = {
  permissions: ["securityhub:BatchImportFindings", "securityhub:BatchUpdateFindings", "securityhub:GetFindings"],
  /** A finding that is gone keeps the others from nothing. */
  async send(reach, message, at) {
    const updates = message.findings.map(
      ({ id, productArn }) =>
        () =>
          update(reach, message, { Id: id, ProductArn: productArn }),
    );
    const own = message.status === "refused" ? [] : [() => importOwn(reach, message, at)];
    const results = await settleSome(1, [...own, ...updates], (change) => change());
    const failures = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    if (failures.length > 1) throw new AggregateError(failures, failures.map(String).join(" "));
    if (failures.length === 1) throw failures[0];
  },
};

async function importOwn(reach: Reach, message: Message, at: string): Promise<void> {
  const { region } = reach.environment;
  const finding = ownFinding(message, { ...reach.environment, at });
  const answer = await reach.securityHub(region).send(new BatchImportFindingsCommand({ Findings: [finding] }));
  const [failed] = answer.FailedFindings ?? [];
  if (failed) throw new Error(`Security Hub did not take the finding ${finding.Id}: ${failed.ErrorCode}.`);
}

/** In the Region where the finding is; what a person has set there stays. */
async function update(reach: Reach, message: Message, identifier: AwsSecurityFindingIdentifier): Promise<void> {
  const hub = reach.securityHub(parseArn(identifier.ProductArn ?? "")?.region ?? reach.environment.region);
  const { Findings: [known] = [] } = await hub.send(
    new GetFindingsCommand({
      Filters: {
        Id: [{ Value: identifier.Id, Comparison: "EQUALS" }],
        ProductArn: [{ Value: identifier.ProductArn, Comparison: "EQUALS" }],
      },
    }),
  );
  if (!known) throw new Error(`Security Hub does not have the finding ${identifier.Id}, or not yet.`);
  const changes = changesOf(message, known);
  if (!changes) return;
  const answer = await hub.send(new BatchUpdateFindingsCommand({ FindingIdentifiers: [identifier], ...changes }));
  const [refused] = answer.UnprocessedFindings ?? [];
  if (refused) throw new Error(`Security Hub did not update the finding ${identifier.Id}: ${refused.ErrorCode}.`);
}

type Changes = Pick<BatchUpdateFindingsCommandInput, "Note" | "Workflow">;

/** Undefined where nothing of it is ours to change. */
function changesOf(message: Message, { Note, Workflow }: AwsSecurityFinding): Changes | undefined {
  const isOurs = Note === undefined || Note.UpdatedBy === UPDATED_BY;
  const status = statusOf(message);
  const isOpen = Workflow?.Status === undefined || Workflow.Status === "NEW" || Workflow.Status === "NOTIFIED";
  const isChange = status !== undefined && isOpen && Workflow?.Status !== status;
  if (!isOurs && !isChange) return undefined;
  return {
    ...(isOurs ? { Note: { Text: noteOf(message), UpdatedBy: UPDATED_BY } } : {}),
    ...(isChange ? { Workflow: { Status: status } } : {}),
  };
}

function statusOf({ status, proof, falseAlarm, steps }: Message): Status | undefined {
  if (status === "lifted" && falseAlarm) return "SUPPRESSED";
  if (status === "lifted" && proof === "proven") return "RESOLVED";
  return status === "contained" || steps.length > 0 ? "NOTIFIED" : undefined;
}

function noteOf({ what, sure, incident }: Message): string {
  const end = ` Incident ${incident}.`;
  return plainText(`${what} ${sure}`, LONGEST_NOTE - end.length) + end;
}
