// The responder itself, installed as the stack and the StackSet would, in the organization's management account.
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { EnablePolicyTypeCommand, ListRootsCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { createLog } from "../../lambda/log.ts";
import { clientsOf } from "../../local/clients.ts";
import { installMember } from "../../local/install-member.ts";
import { installResponder } from "../../local/install-responder.ts";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { HOME_REGION } from "../../mock-aws/world.ts";
import { logLine } from "../log-line.ts";
import { memoryLedger } from "../memory-ledger.ts";
import { REGIONS } from "../regions.ts";
import { NO_STORY } from "../story.ts";
import type { Defence, Place } from "./defender.ts";
import { type Kind, responderConfig } from "./responder-config.ts";

export async function installed(place: Place, kind: Kind): Promise<Defence> {
  const { aws, admins, tell } = place;
  const world = aws.aws.world();
  const log = createLog(tell === NO_STORY ? "silent" : "info", {
    to: { write: (line: string) => tell("defender", logLine(line)) },
    now: () => world.clock.now(),
  });
  if (kind === "with-scp") await enablePolicies(place);
  const config = responderConfig(kind, [...admins.keys()]);
  const everyRegion = kind !== "without-trace";
  const { ledger } = await installResponder(aws, { log, config, everyRegion, ledger: memoryLedger() });
  const regions = kind === "without-trace" ? [] : REGIONS;
  for (const [account, keys] of admins) {
    const admin = (region: string) => clientsOf(aws.endpoint, keys, { region, requestHandler: aws.requestHandler });
    await installMember({ config, account, admin, regions });
  }
  const { events } = clientsOf(aws.endpoint, ADMIN_KEY, { requestHandler: aws.requestHandler });
  return {
    async alert({ finding }) {
      const entry = { Source: "aws.guardduty", DetailType: "GuardDuty Finding", Detail: JSON.stringify(finding) };
      await events.send(new PutEventsCommand({ Entries: [entry] }));
    },
    async firstDeny() {
      const times = (await ledger.list(MOST)).flatMap(({ containedAt }) => containedAt ?? []);
      const [first] = times.map((time) => Date.parse(time)).sort((one, other) => one - other);
      return first;
    },
    claims: () => ledger.list(MOST),
  };
}

/** More incidents than one leak can open. */
const MOST = 100;

async function enablePolicies({ aws: { endpoint, requestHandler } }: Place): Promise<void> {
  const organizations = new OrganizationsClient({
    endpoint,
    requestHandler,
    region: HOME_REGION,
    credentials: ADMIN_KEY,
  });
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  const RootId = Roots?.[0]?.Id;
  await organizations.send(new EnablePolicyTypeCommand({ RootId, PolicyType: "SERVICE_CONTROL_POLICY" }));
}
