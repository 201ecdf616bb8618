// The session tokens of version 2: given for a PUT, good for one instance and for the seconds that were asked for.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
import { sessionToken } from "../ids.ts";
import type { WireRequest, WireResponse } from "../wire/http.ts";
import type { World } from "../world.ts";
import { errorPage, plain } from "./pages.ts";

const TTL = "x-aws-ec2-metadata-token-ttl-seconds";
/** There are no hops on loopback: a test says in this header how far away the asker is. A container is 2 away. */
const HOPS = "x-mock-hops";
const LONGEST_TTL = 21_600;

export type Tokens = {
  /** "lost": the answer does not reach whoever is further away than the instance's hop limit. */
  answerPut(request: WireRequest, hopLimit: number): WireResponse | "lost";
  isGood(token: string): boolean;
};

export function createTokens(world: World): Tokens {
  const ends = new Map<string, number>();
  return {
    answerPut({ headers }, hopLimit) {
      // A proxy in front of the instance adds this header; the service refuses to be reached through one.
      if (headers["x-forwarded-for"] !== undefined) return errorPage(403);
      const ttl = headers[TTL] ?? "";
      if (!/^\d{1,5}$/.test(ttl) || Number(ttl) < 1 || Number(ttl) > LONGEST_TTL) return errorPage(400);
      if (Number(headers[HOPS] ?? "1") > hopLimit) return "lost";
      const now = world.clock.now();
      for (const [token, end] of ends) if (end <= now) ends.delete(token);
      const token = `${sessionToken(world.random).slice(0, 54)}==`;
      ends.set(token, now + Number(ttl) * 1000);
      const answer = plain(token);
      return { ...answer, headers: { ...answer.headers, [TTL]: ttl } };
    },
    isGood: (token) => (ends.get(token) ?? 0) > world.clock.now(),
  };
}
