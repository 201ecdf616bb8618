// The federator: with a user's key asks STS for tokens that outlive the key: switching it off stops none of them.
//
// In the wild: seen in incidents by CrowdStrike, https://www.crowdstrike.com/blog/how-adversaries-persist-with-aws-user-federation/
// A token lasts up to 36 hours, and is the same user for every policy.
import { GetFederationTokenCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { keysOf } from "../../local/clients.ts";
import type { Dice } from "../dice.ts";
import type { Held, Intruder } from "../intruder.ts";
import { drawMoments, secondsUntil } from "./moments.ts";
import type { Opponent } from "./opponent.ts";

export const federator: Opponent = {
  about: "asks with a user's key for federation and session tokens, and works with those",
  leaks: ["user-key"],
  editsIam: false,
  async *play(intruder, dice, times) {
    const [key] = intruder.held;
    if (!key) return;
    for (const moment of drawMoments(dice, times, dice.whole(2, 5))) {
      yield secondsUntil(moment, intruder.now());
      const token = dice.chance(0.6) ? await federate(intruder, key) : await startSession(intruder, key);
      if (token && dice.chance(0.5)) await goOn(intruder, dice, token);
    }
    for (;;) {
      yield dice.between(30, 90);
      for (const held of intruder.usable().slice(0, 4)) await intruder.use(held);
    }
  },
};

const ALL = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });

async function federate(intruder: Intruder, key: Held): Promise<Held | undefined> {
  const wish = new GetFederationTokenCommand({ Name: `support-${intruder.held.length}`, Policy: ALL });
  const answer = await intruder.attempt(key, "ask for a federation token", ({ sts }) => sts.send(wish));
  return answer && intruder.keep(keysOf(answer.Credentials), key.principal, key);
}

async function startSession(intruder: Intruder, key: Held): Promise<Held | undefined> {
  const answer = await intruder.attempt(key, "ask for a session token", ({ sts }) =>
    sts.send(new GetSessionTokenCommand({})),
  );
  return answer && intruder.keep(keysOf(answer.Credentials), key.principal, key);
}

/** A session token may assume roles; a federated one may not, and is told so. */
async function goOn(intruder: Intruder, dice: Dice, token: Held): Promise<void> {
  const [role] = dice.some(intruder.guesses(token.principal), 1);
  if (role) await intruder.assume(token, role);
}
