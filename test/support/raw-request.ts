// A request to a port of this machine, as it is: also what no client would send.
import { connect } from "node:net";

/** All that comes back until the server closes the connection. */
export async function answerTo(port: number, text: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk;
  });
  socket.on("error", () => undefined); // It may be closed while we still write.
  socket.write(text);
  await new Promise((resolve) => socket.on("close", resolve));
  return answer;
}
