// An HTTP connection that sends bytes as they are: a load generator on node:http would be as busy as the server.
import { once } from "node:events";
import { connect, type Socket } from "node:net";

export type Answer = { readonly status: number; readonly body: string };

export type Connection = {
  /** One request at a time. Rejects where the server breaks off. */
  send(request: Uint8Array): Promise<Answer>;
  close(): void;
};

/** Opened with the first request, kept alive if the server keeps it, and opened again if it does not. */
export function connection(port: number): Connection {
  let socket: Socket | undefined;
  return {
    async send(request) {
      socket ??= await open(port);
      const { answer, keeps } = await exchange(socket, request);
      if (!keeps) {
        socket.destroy();
        socket = undefined;
      }
      return answer;
    },
    close: () => socket?.destroy(),
  };
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  return socket;
}

function exchange(socket: Socket, request: Uint8Array): Promise<{ readonly answer: Answer; readonly keeps: boolean }> {
  return new Promise((resolve, reject) => {
    let text = "";
    const onData = (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const whole = parse(text);
      if (whole === undefined) return;
      settle();
      resolve(whole);
    };
    const onEnd = (error?: Error) => {
      settle();
      reject(new Error(`the server broke off after ${text.length} bytes`, { cause: error }));
    };
    const settle = () => socket.off("data", onData).off("error", onEnd).off("close", onEnd);
    socket.on("data", onData).on("error", onEnd).on("close", onEnd);
    socket.write(request);
  });
}

/** Undefined until all of it is there. Servers that state no length are not known here. */
function parse(text: string): { readonly answer: Answer; readonly keeps: boolean } | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = text.slice(0, end);
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? Number.NaN);
  if (Number.isNaN(length)) throw new Error(`an answer without a length: ${head}`);
  if (text.length < end + 4 + length) return undefined;
  const body = Buffer.from(text.slice(end + 4, end + 4 + length), "latin1").toString("utf8");
  return { answer: { status: Number(head.slice(9, 12)), body }, keeps: !/^connection: *close/im.test(head) };
}
