// One of GuardDuty's findings by its id, read with the caller's own credentials in the Region of the responder.
import { GetFindingsCommand, GuardDutyClient, paginateListDetectors } from "@aws-sdk/client-guardduty";
import type { Connection } from "../connection.ts";
import { CliError } from "../explain-error.ts";

/** As the SDK has it: its members begin with a capital. */
export async function fetchFinding(connection: Connection, id: string): Promise<object> {
  const client = new GuardDutyClient(connection);
  const detectors: string[] = [];
  for await (const page of paginateListDetectors({ client }, {})) detectors.push(...(page.DetectorIds ?? []));
  for (const DetectorId of detectors) {
    const { Findings = [] } = await client.send(new GetFindingsCommand({ DetectorId, FindingIds: [id] }));
    const [finding] = Findings;
    if (finding) return finding;
  }
  const region = await client.config.region();
  const searched = detectors.length === 0 ? "GuardDuty has no detector" : "GuardDuty knows no such finding";
  throw new CliError("NoFinding", `${searched} in ${region}: ${id} was looked for there.`, {
    todo: "A finding is in the Region and the account that it came up in: --region, --profile. Or give it as a file.",
  });
}
