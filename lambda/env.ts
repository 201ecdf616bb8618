// The environment of the deployed functions: the stack writes these names and the doors read them.
import { z } from "zod";

/** Names of the variables; one place for both sides. */
export const ENV = {
  table: "RESPONDER_LEDGER_TABLE",
  config: "RESPONDER_CONFIG",
  account: "RESPONDER_ACCOUNT",
  ownRole: "RESPONDER_ROLE_ARN",
  logLevel: "RESPONDER_LOG_LEVEL",
} as const;

const ledgerEnvironment = z.object({ [ENV.table]: z.string().min(1), AWS_REGION: z.string().min(1) });

const environment = ledgerEnvironment.extend({
  [ENV.account]: z.string().regex(/^\d{12}$/),
  [ENV.ownRole]: z.string().startsWith("arn:"),
  [ENV.config]: z.string().default("{}"),
  [ENV.logLevel]: z.enum(["debug", "info", "warn", "error"]).default("info"),
});

export type Environment = {
  readonly table: string;
  readonly account: string;
  /** The ARN of the role that the function runs as: it is never contained. */
  readonly ownRole: string;
  readonly config: unknown;
  readonly logLevel: string;
  readonly region: string;
};

/** Throws an error that names each variable that is missing or wrong. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) throw new Error(`The environment of the responder is wrong: ${z.prettifyError(parsed.error)}`);
  const { data } = parsed;
  return {
    table: data[ENV.table],
    account: data[ENV.account],
    ownRole: data[ENV.ownRole],
    config: parseConfig(data[ENV.config]),
    logLevel: data[ENV.logLevel],
    region: data.AWS_REGION,
  };
}

/** For a function that reads the ledger and no more. */
export function readLedgerEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): Pick<Environment, "table" | "region"> {
  const parsed = ledgerEnvironment.safeParse(variables);
  if (!parsed.success) throw new Error(`The environment is wrong: ${z.prettifyError(parsed.error)}`);
  return { table: parsed.data[ENV.table], region: parsed.data.AWS_REGION };
}

function parseConfig(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`The environment of the responder is wrong: ${ENV.config} holds no JSON.`, { cause });
  }
}
