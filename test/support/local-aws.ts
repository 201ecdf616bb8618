// A local AWS for a test, and real SDK clients for whoever acts in it.
import { type Clients, clientsOf, type Keys } from "../../local/clients.ts";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { type Listening, listen } from "../../mock-aws/listen.ts";
import type { LocalAwsOptions } from "../../mock-aws/local-aws.ts";

export type { Clients, Keys } from "../../local/clients.ts";

export type TestAws = Listening & {
  /** The administrator of account 111122223333, in us-east-1. */
  readonly admin: Clients;
  /** Clients of whoever holds these keys. */
  as(keys: Keys, region?: string): Clients;
  /** The virtual time. */
  now(): number;
  /** Moves the virtual clock by seconds. */
  advance(seconds: number): Promise<void>;
};

/** Where the tests' still clock starts. */
export const TEST_START = Date.parse("2026-03-01T09:00:00Z");

export async function startLocalAws(options: LocalAwsOptions = {}): Promise<TestAws> {
  const listening = await listen({ start: TEST_START, seed: 7, ...options });
  const as = (keys: Keys, region?: string) =>
    clientsOf(listening.endpoint, keys, region === undefined ? {} : { region });
  const clock = () => listening.aws.world().clock;
  return {
    ...listening,
    as,
    admin: as(ADMIN_KEY),
    now: () => clock().now(),
    advance: async (seconds) => void (await clock().advanceTo(clock().now() + seconds * 1000)),
  };
}
