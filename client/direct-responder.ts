// The responder where nothing is deployed: the same flow in this process, with the caller's own credentials and a ledger in a file.
import { randomUUID } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { STSClient } from "@aws-sdk/client-sts";
import type { Logger } from "pino";
import type { Answers, Responder } from "../lambda/answers.ts";
import type { Connection } from "../lambda/aws.ts";
import { buildDeps } from "../lambda/build-deps.ts";
import { readConfig } from "../lambda/config.ts";
import { HEARTBEAT } from "../lambda/heartbeat.ts";
import { dynamodbLedger } from "../lambda/ledger/dynamodb-ledger.ts";
import { NO_METRICS } from "../lambda/metrics.ts";
import { presignCaller } from "../lambda/presign-caller.ts";
import { route } from "../lambda/route.ts";
import { spareCaller } from "./spare-caller.ts";
import { fileTable } from "./table/file-table.ts";
import { type Caller, timeThere, whoAndWhen } from "./who-and-when.ts";

export type DirectOptions = {
  readonly connection: Connection & Required<Pick<Connection, "credentials">>;
  /** Made where it is not there. It is evidence: keep it. */
  readonly ledgerFile: (account: string) => string;
  /** As `responder.config.json` holds it. */
  readonly config?: unknown;
  readonly log: Logger;
  /** The machine's clock, in milliseconds since 1970: where it differs from AWS's, that is made up for. */
  machineTime?(): number;
  /** The same, but for a local AWS, whose clock is virtual. */
  now?(): number;
  sleep?(ms: number): Promise<void>;
};

export type DirectResponder = Responder & {
  readonly caller: Caller;
  readonly ledgerFile: string;
  /** AWS's time. */
  now(): number;
  /**
   * What the heartbeat does each minute where the responder is deployed: holds, traces, proves and lifts what is due. Nothing
   * else does it here.
   */
  beat(): Promise<void>;
  close(): void;
};

/** What a person should know who relies on it. */
export const DIRECT_LIMITS: readonly string[] = [
  "Nobody looks after it when this program ends: a deny that somebody takes off stays off, and nothing is lifted by itself.",
  "Calls are read from CloudTrail, some minutes late: nothing comes over EventBridge.",
  "The record lies in a file on this machine, as safe as the machine is.",
];

/** Rejects where the caller has no credentials, and where the configuration or the file cannot be read. */
export async function directResponder(options: DirectOptions): Promise<DirectResponder> {
  const { connection, log, machineTime = Date.now, sleep = later } = options;
  const here = options.now ?? machineTime;
  const sts = new STSClient(connection);
  const { skew, ...caller } = await whoAndWhen(sts, machineTime);
  let now = timeThere(here, skew);
  const ledgerFile = options.ledgerFile(caller.account);
  const file = fileTable(ledgerFile);
  const installed = {
    table: "ledger",
    account: caller.account,
    ownRole: caller.arn,
    config: readConfig(spareCaller(options.config ?? {}, caller.arn)),
    region: connection.region,
  };
  // Whom messages go to is a matter of what is deployed: nothing is put on the bus of an account that has no rule for it.
  const outside = { now: () => now(), sleep, newId: randomUUID, log, metrics: NO_METRICS, silent: true };
  const ledger = dynamodbLedger(file as Pick<DynamoDBClient, "send"> as DynamoDBClient, installed.table); // It calls `send` and nothing else.
  const deps = buildDeps(installed, connection, outside, ledger);
  return {
    caller,
    ledgerFile,
    now: () => now(),
    async ask(action, request) {
      const answer = await route(deps, inJson({ action, ...request }));
      return inJson(answer) as Answers[typeof action]; // What route.ts returns for it.
    },
    async prove(asked) {
      const { region, endpoint } = connection;
      return presignCaller(asked, { credentials: await connection.credentials(), region, endpoint });
    },
    async beat() {
      // With credentials that have ended it would look as if the denies could not be seen.
      now = timeThere(here, (await whoAndWhen(sts, machineTime)).skew);
      await route(deps, HEARTBEAT);
    },
    close: file.close,
  };
}

/** Answers look as they do when they come from Lambda. */
function inJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
