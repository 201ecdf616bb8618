// Whose credential has leaked, as a person says it on the command line.
import { type Command, Option } from "commander";
import type { RequestOf } from "../lambda/answers.ts";
import { usageError } from "./explain-error.ts";

/** What the requests `plan` and `contain` have in common. */
export type Leak = RequestOf<"plan">;

export type CredentialOptions = {
  readonly accessKey?: string;
  readonly role?: string;
  readonly session?: string;
  readonly user?: string;
  readonly federatedUser?: string;
  readonly instance?: string;
  readonly instanceProfile?: string;
  readonly root?: true;
  readonly account?: string;
  readonly finding?: string;
  readonly scope?: "role" | "session";
  readonly reason?: string;
  readonly disableConsole?: true;
};

export function addCredentialOptions(command: Command): Command {
  return command
    .option("--access-key <id>", "the leaked access key's id, AKIA… or ASIA…; never its secret")
    .option("--role <name>", "the role, by name or ARN")
    .option("--session <name>", "the role's session that has leaked")
    .option("--user <name>", "the IAM user, by name or ARN")
    .option("--federated-user <name>", "the federated user")
    .option("--instance <id>", "the instance whose role has leaked")
    .option("--instance-profile <name>", "the instance profile whose role has leaked")
    .option("--root", "the root user of --account")
    .option("--account <id>", "the credential's account; the responder's own unless said")
    .option("--finding <what>", "a finding instead: its GuardDuty id, a file, or - for the standard input")
    .addOption(new Option("--scope <scope>", "deny the whole role, or the one session").choices(["role", "session"]))
    .option("--disable-console", "take a user's console password away too")
    .option("--reason <text>", "why it is taken for leaked; it goes on record");
}

/** Throws where nobody is named, or two at once. */
export function leakOf(options: CredentialOptions, reporter: string): Leak {
  const { accessKey, account, scope, reason = "Requested on the command line", disableConsole } = options;
  const principal = principalOf(options);
  if (accessKey === undefined && principal === undefined) {
    throw usageError(
      "Nobody is named: whose credential has leaked?",
      "Give --access-key, --role (with --session), --user, --instance or --finding; `responder plan --help` has all of them.",
    );
  }
  return {
    reason,
    reporter,
    ...(accessKey === undefined ? {} : { accessKeyId: accessKey }),
    ...(principal === undefined ? {} : { principal }),
    ...(account === undefined ? {} : { account }),
    ...(scope === undefined ? {} : { scope }),
    ...(disableConsole ? { disableConsole } : {}),
  };
}

function principalOf(options: CredentialOptions): Leak["principal"] {
  const { role, session, user, federatedUser, instance, instanceProfile, root } = options;
  const named: readonly NonNullable<Leak["principal"]>[] = [
    ...(role === undefined
      ? []
      : [{ type: "role" as const, name: role, ...(session === undefined ? {} : { session }) }]),
    ...(user === undefined ? [] : [{ type: "user" as const, name: user }]),
    ...(federatedUser === undefined ? [] : [{ type: "federated-user" as const, name: federatedUser }]),
    ...(instance === undefined ? [] : [{ type: "instance" as const, name: instance }]),
    ...(instanceProfile === undefined ? [] : [{ type: "instance-profile" as const, name: instanceProfile }]),
    ...(root ? [{ type: "root" as const }] : []),
  ];
  if (session !== undefined && role === undefined) {
    throw usageError("--session is the session of a role.", "Name the role too: --role NAME.");
  }
  if (named.length > 1) {
    const types = named.map(({ type }) => `--${type}`).join(" and ");
    throw usageError(`${types} are two leaks.`, "Name one principal at a time.");
  }
  return named[0];
}
