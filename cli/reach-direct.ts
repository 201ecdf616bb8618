// With --direct this program is the responder: its configuration, its ledger and its log are files and streams of the person's.
import { resolve } from "node:path";
import { STSClient } from "@aws-sdk/client-sts";
import { DIRECT_LIMITS, directResponder } from "../client/direct-responder.ts";
import { createLog } from "../lambda/log.ts";
import { CliError, usageError } from "./explain-error.ts";
import type { Reached, ReachOptions } from "./reached.ts";
import { regionalConnection } from "./regional-connection.ts";
import type { Surroundings } from "./surroundings.ts";

const CONFIG_FILE = "responder.config.json";

export async function reachDirect(options: ReachOptions, surroundings: Surroundings): Promise<Reached> {
  const { env, err, now } = surroundings;
  const connection = await regionalConnection(options, env);
  const { region, endpoint } = connection;
  const config = await readConfigFile(options, surroundings);
  const direct = await directResponder({
    connection: {
      region,
      credentials: new STSClient(connection).config.credentials,
      ...(endpoint === undefined ? {} : { endpoint }),
    },
    ledgerFile: (account) => ledgerFile(options, surroundings, account),
    config,
    log: createLog(options.debug ? "info" : "silent", { to: { write: (line) => void err.write(line) } }),
    now,
    sleep: surroundings.sleep,
  });
  const { caller, beat, close } = direct;
  return {
    responder: direct,
    caller,
    connection,
    where: `this program, for ${region}; the record is in ${direct.ledgerFile}`,
    limits: DIRECT_LIMITS,
    now: direct.now,
    beat,
    close,
  };
}

/** https://specifications.freedesktop.org/basedir-spec/latest/ */
function ledgerFile({ ledger }: ReachOptions, { env, folder }: Surroundings, account: string): string {
  if (ledger !== undefined) return resolve(folder, ledger);
  const home = env["HOME"] ?? env["USERPROFILE"];
  const state = env["XDG_STATE_HOME"] || (home && resolve(home, ".local/state"));
  if (!state) throw usageError("There is no home folder for the ledger.", "Name its file: --ledger FILE.");
  return resolve(state, "credential-leak-responder", `${account}.ledger`);
}

/** The one beside the person where there is one; every setting has its default. */
async function readConfigFile({ config: named }: ReachOptions, { folder, readFile }: Surroundings): Promise<unknown> {
  const path = resolve(folder, named ?? CONFIG_FILE);
  const text = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (named === undefined && error.code === "ENOENT") return "{}";
    throw error;
  });
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words show a piece of the file, which may be another one than was meant.
    throw new CliError("BadConfiguration", `${path} is no JSON.`, { todo: "docs/configuration.md has its form." });
  }
}
