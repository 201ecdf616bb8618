// `npm run local`: the whole service on this machine: local AWS, responder and page, wired as deployed.
import { pino } from "pino";
import { deployedResponder } from "../client/deployed-responder.ts";
import { servePage } from "../client/serve-page.ts";
import { createLog } from "../lambda/log.ts";
import { clientsOf } from "../local/clients.ts";
import { installResponder } from "../local/install-responder.ts";
import { playLeak, toldOf } from "../local/played-leak.ts";
import { readOptions, runServer } from "../local/server.ts";
import { ADMIN_KEY } from "../mock-aws/bootstrap.ts";
import { listen } from "../mock-aws/listen.ts";

const USAGE = "Usage: npm run local [-- [--port 4566] [--page-port 8080] [--leak] [--json]]";

await runServer(USAGE, async () => {
  const { ports, json, flags } = readOptions(process.argv.slice(2), { port: 4566, "page-port": 8080 }, ["leak"]);
  const aws = await listen({ port: ports.port, ticking: true });
  const to = pino.destination({ fd: 2, sync: true });
  const log = createLog("info", { to, now: () => aws.aws.world().clock.now() });
  const install = () => installResponder(aws, { log, everyRegion: true, whole: true });
  await install();
  aws.aws.onReset(async () => void (await install()));
  // The page asks the deployed function, as one on AWS does: with the administrator's credentials, over the wire.
  const responder = deployedResponder(clientsOf(aws.endpoint, ADMIN_KEY).lambda, aws.endpoint);
  const now = () => aws.aws.world().clock.now();
  const passTime = async (ms: number) => void (await aws.aws.world().clock.advanceTo(now() + ms));
  const options = { responder: () => responder, now, passTime, isOpen: true };
  const page = await servePage({ ...options, port: ports["page-port"] }).catch(async (error: unknown) => {
    await aws.close();
    throw error;
  });
  const leak = flags.has("leak") ? await playLeak(aws) : undefined;
  return {
    ...(leak ? { told: toldOf(leak) } : {}),
    json,
    endpoint: aws.endpoint,
    page: page.url,
    close: async () => {
      await page.close();
      await aws.close();
    },
  };
});
