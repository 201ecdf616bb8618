// `node bench/mock/bare-server.ts BODY`: answers BODY to everything; says its port when it is ready.
import { createServer } from "node:http";

const body = Buffer.from(process.argv[2] ?? "");
const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "text/xml", "content-length": body.length });
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") process.stdout.write(`${address?.port}\n`);
});
