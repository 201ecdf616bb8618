// What the doctor looks at: AWS by the caller's own credentials, the responder's view from inside, and the time.
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { Inside, Responder } from "../../lambda/answers.ts";
import { RESPONDER } from "../../lambda/own-names.ts";
import { HOME_OF_IAM, partitionOf } from "../../lambda/partition.ts";
import type { RegionalConnection } from "../regional-connection.ts";
import { CallError } from "./call-error.ts";
import { type DoctorAws, doctorAws } from "./doctor-aws.ts";
import { type Principals, readPrincipals } from "./principals.ts";

export type Means = {
  /** The caller's, in the responder's Region. */
  readonly connection: RegionalConnection;
  readonly responder: Pick<Responder, "ask">;
  /** Milliseconds since 1970, by which AWS goes. */
  now(): number;
  /** The machine's own clock, which signs; the same as `now` but in the local AWS. */
  machineTime?(): number;
  readonly functionName?: string;
};

export type Examined = {
  /** The responder's Region. */
  readonly region: string;
  readonly functionName: string;
  now(): number;
  machineTime(): number;
  aws(region?: string): DoctorAws;
  /** The caller's account. Each of these is asked once, whoever asks. */
  account(): Promise<string>;
  /** What the responder says of itself. */
  inside(): Promise<Inside>;
  /** The same, and between which moments it was said. */
  insideAt(): Promise<{ readonly said: Inside; readonly before: number; readonly after: number }>;
  /** The Regions that are heard; where the responder does not say, those that are always. */
  heard(): Promise<readonly string[]>;
  /** Every role and user of the caller's account. */
  principals(): Promise<Principals>;
};

export function examine({ connection, responder, now, ...means }: Means): Examined {
  const { region } = connection;
  const aws = doctorAws(connection);
  const home = aws(region);
  const always = [...new Set([region, HOME_OF_IAM[partitionOf(region)]])];
  const insideAt = once(async () => {
    const before = now();
    const said = await responder.ask("check", {}).catch(named);
    return { said, before, after: now() };
  });
  const inside = () => insideAt().then(({ said }) => said);
  return {
    region,
    functionName: means.functionName ?? RESPONDER,
    now,
    machineTime: means.machineTime ?? now,
    aws: (where = region) => aws(where),
    account: once(async () => {
      const { Account = "" } = await home.sts.send(new GetCallerIdentityCommand({}));
      return Account;
    }),
    inside,
    insideAt,
    heard: once(() =>
      inside()
        .then(({ heard }) => heard)
        .catch(() => always),
    ),
    principals: once(() => readPrincipals(home.iam)),
  };
}

/** So that a caller who may not invoke the function hears which permission that is. */
function named(error: unknown): never {
  const call = new CallError("lambda:InvokeFunction", error);
  throw call.isDenied ? call : error;
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}
