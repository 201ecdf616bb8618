// `npm run mock-aws`: only the local AWS.
import { readOptions, runServer } from "../local/server.ts";
import { listen } from "../mock-aws/listen.ts";

const USAGE = "Usage: npm run mock-aws [-- [--port 4566] [--json]]";

await runServer(USAGE, async () => {
  const { ports, json } = readOptions(process.argv.slice(2), { port: 4566 });
  const aws = await listen({ port: ports.port, ticking: true });
  return { json, endpoint: aws.endpoint, page: null, close: aws.close };
});
