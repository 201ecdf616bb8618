// A benchmark that is broken off leaves no server behind.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";

const path = (relative: string) => new URL(`../../bench/${relative}`, import.meta.url);

const BENCHMARK = `
import { startServer } from ${JSON.stringify(path("server-process.ts"))};
const server = await startServer(process.execPath, [${JSON.stringify(path("mock/bare-server.ts").pathname)}], /^\\d+$/);
console.log(server.line);
`;

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const isOpen = await once(socket, "connect").then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isOpen;
}

test("a server ends with the benchmark that was told to stop", async () => {
  const benchmark = spawn(process.execPath, ["--input-type=module", "--eval", BENCHMARK]);
  const [line] = await once(benchmark.stdout, "data");
  const port = Number(line);
  expect(await isListening(port)).toBe(true);
  benchmark.kill("SIGTERM");
  expect(await once(benchmark, "exit")).toEqual([143, null]);
  await expect.poll(() => isListening(port), { timeout: 10_000 }).toBe(false);
});
