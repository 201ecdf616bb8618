// Where the storm breaks: an organization in a local AWS whose IAM throttles, and the responder in it as deployed.
import { readConfig } from "../../lambda/config.ts";
import { createLog } from "../../lambda/log.ts";
import { RESPONDER } from "../../lambda/own-names.ts";
import { clientsOf } from "../../local/clients.ts";
import { directAws } from "../../local/direct-aws.ts";
import { functionsOf } from "../../local/functions.ts";
import { installMember } from "../../local/install-member.ts";
import { installResponder } from "../../local/install-responder.ts";
import { functions } from "../../mock-aws/lambda/functions.ts";
import { HOME_ACCOUNT, HOME_REGION } from "../../mock-aws/world.ts";
import { foundOrganization } from "../../simulate/found-organization.ts";
import { memoryLedger } from "../../simulate/memory-ledger.ts";
import type { Principal } from "../../simulate/organization.ts";
import { environments } from "./environments.ts";
import { watchWrites } from "./writes.ts";

const START = Date.parse("2026-03-01T09:00:00Z");
const MINUTE = 60_000;

/** `rate`: the writes a second that IAM takes in each account. The ledger is in memory: what DynamoDB takes is not asked here. */
export async function stormPlace(accounts: readonly string[], roles: readonly Principal[], rate: number) {
  const direct = directAws({ start: START, seed: 11, regions: [HOME_REGION] });
  const { handler: requestHandler, writes } = watchWrites(direct.requestHandler);
  const aws = { ...direct, requestHandler };
  const world = aws.aws.world();
  const plan = roles.map((principal) => ({ principal, trusts: [], forInstances: true }));
  const [leaked] = roles;
  if (!leaked) throw new Error("A storm needs a role.");
  const { admins } = foundOrganization(world, { accounts, roles: plan, users: [], leaked, decoys: [] }, false);
  const config = {
    members: { accounts: [...accounts] },
    circuitBreaker: roles.length + 1, // It stops storms on purpose.
    deployment: { reserveForAlerts: 0 },
  };
  const log = createLog("silent", { to: { write: () => undefined }, now: world.clock.now });
  const ledger = memoryLedger();
  await installResponder(aws, { log, config, ledger });
  for (const [account, keys] of admins) {
    const admin = (region: string) => clientsOf(aws.endpoint, keys, { region, requestHandler: direct.requestHandler });
    await installMember({ config, account, admin });
  }
  const pool = environments((variables) => {
    const handler = functionsOf(aws, { account: HOME_ACCOUNT, config: readConfig(config), log, ledger }).of(
      RESPONDER,
      variables,
    );
    if (!handler) throw new Error("Nothing runs under the responder's name.");
    return handler;
  });
  Object.assign(functions(world, HOME_ACCOUNT).get(`${HOME_REGION} ${RESPONDER}`) ?? {}, { handler: pool.handler });
  await world.clock.advanceTo(START + MINUTE); // What was written to make all this is forgotten by then.
  world.settings.iamWriteRate = rate;
  return { world, ledger, writes, pool, stop: aws.aws.stop };
}
