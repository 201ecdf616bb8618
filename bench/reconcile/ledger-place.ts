// A responder with so many incidents that are contained and due each minute, and so many more that are open and not due.
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import type { Deps } from "../../lambda/deps.ts";
import { createLog } from "../../lambda/log.ts";
import { respond } from "../../lambda/respond.ts";
import { clientsOf } from "../../local/clients.ts";
import { directAws } from "../../local/direct-aws.ts";
import { installResponder } from "../../local/install-responder.ts";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { makeEvent } from "../../mock-aws/events/event.ts";
import { HOME_ACCOUNT, HOME_REGION } from "../../mock-aws/world.ts";
import { alertAbout } from "../../simulate/alert.ts";
import { addRoles, addSessions } from "../mock/fill.ts";
import { addCrowd } from "./crowd.ts";
import { countRequests } from "./requests.ts";

const START = Date.parse("2026-03-01T09:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export type Beat = { readonly ms: number; readonly requests: number; readonly items: number };

export type LedgerPlace = {
  readonly deps: Deps;
  /** A minute passes, and its heartbeat looks after what is due. */
  beat(): Promise<Beat>;
  stop(): Promise<void>;
};

export async function ledgerPlace(due: number, open: number): Promise<LedgerPlace> {
  const direct = directAws({ start: START, seed: 3, regions: [HOME_REGION] });
  const { handler: requestHandler, requests } = countRequests(direct.requestHandler);
  const aws = { ...direct, requestHandler };
  const world = direct.aws.world();
  const log = createLog("silent", { to: { write: () => undefined }, now: () => world.clock.now() });
  const deps = await installResponder(aws, { log, config: { trace: false, circuitBreaker: due + 1 } });
  const roles = addRoles(world, due);
  const keys = addSessions(world, roles, due);
  await world.clock.advanceTo(START + MINUTE);
  for (const [index, { accessKeyId }] of keys.entries()) {
    const principal = { kind: "role", account: HOME_ACCOUNT, name: roles[index]?.name ?? "" } as const;
    const { finding: detail } = alertAbout(world, accessKeyId, principal);
    const said = {
      source: "aws.guardduty",
      detailType: "GuardDuty Finding",
      account: HOME_ACCOUNT,
      region: HOME_REGION,
    };
    await respond(deps, makeEvent(world, { ...said, detail }));
  }
  const admin = clientsOf(aws.endpoint, ADMIN_KEY, { requestHandler: direct.requestHandler });
  const { TableNames: [table = ""] = [] } = await admin.dynamodb.send(new ListTablesCommand({}));
  const [model] = open > 0 ? await deps.ledger.list(1) : [];
  if (model && "name" in model.principal) {
    const { id: incidentId, principal } = model;
    await addCrowd(admin.dynamodb, table, { incidentId, name: principal.name }, open, START + 12 * HOUR);
  }
  return {
    deps,
    async beat() {
      Object.assign(requests, { isCounting: true, count: 0, items: 0 });
      const start = performance.now();
      await world.clock.advanceTo(world.clock.now() + MINUTE);
      const ms = performance.now() - start;
      requests.isCounting = false;
      return { ms, requests: requests.count, items: requests.items };
    },
    stop: () => direct.aws.stop(),
  };
}
