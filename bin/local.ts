// `npm run local`: the whole service on this machine: local AWS, responder and page, wired as deployed.
import { pino } from "pino";
import { createLog } from "../lambda/log.ts";
import { installResponder } from "../local/install-responder.ts";
import { servePage } from "../local/page-server.ts";
import { playLeak, toldOf } from "../local/played-leak.ts";
import { readOptions, runServer } from "../local/server.ts";
import { listen } from "../mock-aws/listen.ts";

const USAGE = "Usage: npm run local [-- [--port 4566] [--page-port 8080] [--leak] [--json]]";

await runServer(USAGE, async () => {
  const { ports, json, flags } = readOptions(process.argv.slice(2), { port: 4566, "page-port": 8080 }, ["leak"]);
  const aws = await listen({ port: ports.port, ticking: true });
  const to = pino.destination({ fd: 2, sync: true });
  const log = createLog("info", { to, now: () => aws.aws.world().clock.now() });
  let deps = await installResponder(aws, { log, everyRegion: true, whole: true });
  aws.aws.onReset(async () => {
    deps = await installResponder(aws, { log, everyRegion: true, whole: true });
  });
  const page = await servePage(() => deps.ledger, ports["page-port"]).catch(async (error: unknown) => {
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
