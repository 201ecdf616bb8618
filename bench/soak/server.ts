// `node bench/soak/server.ts`: the local AWS with a contained leak and the page, whose heap can be asked for; says its ports when it is ready.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { deployedResponder } from "../../client/deployed-responder.ts";
import { servePage } from "../../client/serve-page.ts";
import type { Responder } from "../../lambda/answers.ts";
import { createLog } from "../../lambda/log.ts";
import { clientsOf } from "../../local/clients.ts";
import { installResponder } from "../../local/install-responder.ts";
import { playLeak } from "../../local/played-leak.ts";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { listen } from "../../mock-aws/listen.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

const aws = await listen();
await installResponder(aws, { log: createLog("silent") });
await playLeak(aws);
const responder = remembering(deployedResponder(clientsOf(aws.endpoint, ADMIN_KEY).lambda, aws.endpoint));
const page = await servePage({ responder: () => responder, port: 0, now: aws.aws.world().clock.now, isOpen: true });

const heap = createServer((_request, response) => {
  collect();
  response.end(String(process.memoryUsage().heapUsed));
});
heap.listen(0, "127.0.0.1", () => {
  const { port } = heap.address() as AddressInfo;
  process.stdout.write(`ready ${aws.port} ${new URL(page.url).port} ${port}\n`);
});

/** Each question reaches the responder once: the local AWS keeps a record of every call, which is no leak of the page. */
function remembering({ ask, prove }: Responder): Responder {
  const answers = new Map<string, ReturnType<Responder["ask"]>>();
  return {
    prove,
    ask(action, request) {
      const question = JSON.stringify([action, request]);
      const answer = answers.get(question) ?? ask(action, request);
      answers.set(question, answer);
      return answer as ReturnType<typeof ask<typeof action>>; // By the question.
    },
  };
}
