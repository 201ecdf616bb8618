// Load on a server: so many connections, each with one request under way, for so long.
import { connection } from "./connection.ts";

export type Load = {
  readonly port: number;
  /** Taken in turn, again and again. */
  readonly requests: readonly Uint8Array[];
  readonly connections: number;
  readonly ms: number;
};

/** Calls per second. Throws on any answer but 200: a server that refuses fast is not fast. */
export async function callsPerSecond({ port, requests, connections, ms }: Load): Promise<number> {
  let calls = 0;
  const start = performance.now();
  const end = start + ms;
  const client = async () => {
    const own = connection(port);
    try {
      do {
        const request = requests[calls++ % requests.length] as Uint8Array;
        const { status, body } = await own.send(request);
        if (status !== 200) throw new Error(`an answer ${status} under load: ${body.slice(0, 300)}`);
      } while (performance.now() < end);
    } finally {
      own.close();
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  return (calls * 1000) / (performance.now() - start);
}
