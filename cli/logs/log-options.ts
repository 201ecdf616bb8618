// What `responder trace --logs` and `--athena` are told: where the log files lie, which credential, from when until when.
import { type Command, InvalidArgumentError, Option } from "commander";
import { roleByArn } from "../../lambda/trace/opens/opened.ts";
import type { Start } from "../../lambda/trace/walk.ts";
import type { Context } from "../context.ts";
import { usageError } from "../explain-error.ts";
import { readLeaks } from "../finding/read-leaks.ts";

export type LogOptions = {
  readonly logs?: string;
  readonly athena?: true;
  readonly account?: string;
  readonly accessKey?: string;
  readonly key?: string;
  readonly role?: string;
  readonly session?: string;
  readonly finding?: string;
  readonly since?: string;
  readonly until?: string;
};

export function addLogOptions(command: Command): Command {
  return command
    .option("--logs <where>", "trace in CloudTrail's log files instead: a folder, a file, or s3://BUCKET/PREFIX")
    .option("--athena", "trace through Athena over the organization's trail, with the responder's table and workgroup")
    .addOption(
      new Option("--account <id>", "with --athena: the key's account, where AWS does not tell").conflicts("logs"),
    )
    .option("--access-key <id>", "with --logs or --athena: the leaked access key's id", once)
    .addOption(new Option("--key <id>").hideHelp().argParser(once))
    .option("--role <arn>", "with --logs or --athena, where no key is known: the role whose session has leaked", once)
    .option("--session <name>", "with --logs or --athena: that session's name", once)
    .addOption(
      new Option(
        "--finding <what>",
        "with --logs or --athena: a finding that names the credential: a file, or - for the standard input",
      ).conflicts(["accessKey", "key", "role", "session"]),
    )
    .option(
      "--since <time>",
      "with --logs or --athena: what the credential did before was its owner's; as 2026-03-01T09:00:00Z",
      time,
    )
    .option("--until <time>", "with --logs or --athena: nothing that happened later", time);
}

/** Of two only the last would be traced, and nobody would see it. */
function once(said: string, before: string | undefined): string {
  if (before !== undefined && before !== said) throw new InvalidArgumentError("Give it once: trace each by itself.");
  return said;
}

const DAY_OR_TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/;

/** In UTC unless said, as CloudTrail's own times: `Date.parse` would take the zone of this machine, and a year in nearly any text. */
function time(said: string): string {
  const [, day = "", clock = "00:00", zone = "Z"] = DAY_OR_TIME.exec(said) ?? [];
  const ms = Date.parse(`${day}T${clock}${zone}`);
  if (Number.isNaN(ms)) throw new InvalidArgumentError("Write it as 2026-03-01T09:00:00Z.");
  return new Date(ms).toISOString();
}

/** Keys, whose owners the log files name, and sessions without one. */
export type Named = { readonly keys: readonly string[]; readonly sessions: readonly Start[] };

export async function namedBy(context: Context, options: LogOptions): Promise<Named> {
  const { finding, role, session, since = BEGINNING, until } = options;
  if (until !== undefined && until < since) throw usageError(`Nothing lies between ${since} and ${until}.`);
  const key = options.accessKey ?? options.key;
  if (options.key !== undefined && key !== options.key) throw usageError("Two keys are named: trace each by itself.");
  if (finding !== undefined) return namedByFinding(context, finding, since);
  if (key !== undefined && role === undefined) {
    if (/^A[KS]IA[A-Z0-9]{12,124}$/.test(key)) return { keys: [key], sessions: [] };
    throw usageError("That is no access key's id.", "It begins with AKIA or ASIA. A secret key belongs nowhere here.");
  }
  const principal = roleByArn(role);
  if (!principal || session === undefined || key !== undefined) {
    throw usageError(
      "Nobody is named: whose credential is traced?",
      "Give --access-key, or --role with the role's ARN and --session, or --finding.",
    );
  }
  return { keys: [], sessions: [{ principal: { ...principal, session }, since }] };
}

const BEGINNING = "1970-01-01T00:00:00.000Z";

async function namedByFinding(context: Context, given: string, since: string): Promise<Named> {
  const leaks = await readLeaks(context, given);
  const keys = leaks.flatMap(({ accessKeyId }) => accessKeyId ?? []);
  const sessions = leaks.flatMap(({ accessKeyId, principal, account }): readonly Start[] => {
    if (accessKeyId !== undefined || principal?.type !== "role" || !principal.session || !account) return [];
    const { name, session } = principal;
    return [{ principal: { kind: "role", account, name: name.split("/").at(-1) ?? name, session }, since }];
  });
  if (keys.length + sessions.length > 0) return { keys: [...new Set(keys)], sessions };
  throw usageError("The finding names neither an access key nor a role's session.", "Give --access-key.");
}
