// `responder trace --athena`: for an investigator who may use the responder's workgroup. Nothing of the responder runs.
import { GetAccessKeyInfoCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { connect } from "../../lambda/aws.ts";
import { accountHint } from "../../lambda/identify/key-account.ts";
import type { Context } from "../context.ts";
import type { ExitCode } from "../exit-codes.ts";
import { usageError } from "../explain-error.ts";
import { regionalConnection } from "../regional-connection.ts";
import { sizeWords } from "../view/size-words.ts";
import { athenaTrail } from "./athena-trail.ts";
import { type LogOptions, namedBy } from "./log-options.ts";
import { showTraced } from "./show-traced.ts";
import { traceLogs } from "./trace-logs.ts";

/** Reading costs: without --since no more than these days. A session that was opened before is over. */
const DAYS = 7;
/** As the configuration has it for an incident's day unless said. Beside it the workgroup limits each query. */
const MOST_BYTES = 1_000_000_000_000;
const SPENT =
  "Athena has read a terabyte, which is as much as one trace may: the rest was not read. Name a shorter time, with --since and --until.";

export async function showAthena(context: Context, options: LogOptions): Promise<ExitCode> {
  const { surroundings, err } = context;
  const now = surroundings.now();
  const to = options.until ?? new Date(now).toISOString();
  const since = options.since ?? new Date(Date.parse(to) - DAYS * 24 * 60 * 60_000).toISOString();
  const named = await namedBy(context, { ...options, since });
  err.line(`Asking Athena about ${since} to ${to}`);
  const { source, accountOf } = await openSource(context, options);
  const trail = athenaTrail({ source, accountOf, from: since, to });
  const trace = await traceLogs({ ...named, source: trail, since, until: to, now });
  const bytes = trail.scanned();
  return showTraced(context, trace, {
    members: { athena: { since, until: to }, read: { bytes } },
    words: [`Athena has read ${sizeWords(bytes)} of the trail, for ${since} to ${to}`],
  });
}

async function openSource({ surroundings: { env, now, sleep }, options: global }: Context, options: LogOptions) {
  const { AthenaClient } = await import("@aws-sdk/client-athena"); // Log files need none of it.
  const { athenaSource } = await import("../../lambda/trace/athena/athena-source.ts");
  const { allRegions } = await import("../../lambda/trace/lookup-events.ts");
  const connection = await regionalConnection(global, env);
  const sts = new STSClient(connection);
  const { Account: home = "" } = await sts.send(new GetCallerIdentityCommand({}));
  const { region, endpoint } = connection;
  const { credentials } = sts.config;
  const aws = connect(home, { region, credentials, ...(endpoint === undefined ? {} : { endpoint }) });
  const served = [home, ...(options.account === undefined ? [] : [options.account])];
  const source = athenaSource({
    ...{ client: new AthenaClient(connection), regions: () => allRegions(aws), served },
    ...{ pace: { now, sleep }, mostBytes: MOST_BYTES, spent: SPENT },
  });
  return { source, accountOf: (key: string) => accountOf(key, sts, options.account) };
}

async function accountOf(AccessKeyId: string, sts: STSClient, named: string | undefined): Promise<string> {
  if (named !== undefined) return named;
  const said = await sts.send(new GetAccessKeyInfoCommand({ AccessKeyId })).catch(() => undefined);
  const account = said?.Account ?? accountHint(AccessKeyId);
  if (account !== undefined) return account;
  throw usageError(`Nobody tells which account ${AccessKeyId} is of.`, "Name it: --account.");
}
