// What the check of a signature takes by itself, in this process.
import { readClaim, signatureMatches } from "../../mock-aws/signature.ts";
import type { WireRequest } from "../../mock-aws/wire/http.ts";
import { median } from "../median.ts";
import { signedCalls, type Target } from "./calls.ts";

/** Microseconds for one GetCallerIdentity: the median of so many rounds of so many checks. */
export async function checkMicros(target: Target, checks: number, rounds: number): Promise<number> {
  const requests = (await signedCalls(target, "GetCallerIdentity")).map(readWire);
  const times: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const start = performance.now();
    for (let index = 0; index < checks; index++) {
      await check(requests[index % requests.length] as WireRequest, target.key.secretAccessKey);
    }
    if (round >= 0) times.push(((performance.now() - start) * 1000) / checks); // The first one warms up.
  }
  return median(times);
}

async function check(request: WireRequest, secret: string): Promise<void> {
  const claim = readClaim(request);
  if (typeof claim !== "object" || !(await signatureMatches(request, claim, secret)))
    throw new Error("a request of the benchmark is not signed as it should be");
}

/** The bytes of a request as the server sees them after HTTP. */
function readWire(bytes: Buffer): WireRequest {
  const end = bytes.indexOf("\r\n\r\n");
  const [, ...lines] = bytes.toString("latin1", 0, end).split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)]),
  );
  return { method: "POST", path: "/", query: "", headers, body: bytes.subarray(end + 4), remoteAddress: "127.0.0.1" };
}
