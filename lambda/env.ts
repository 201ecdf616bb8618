// The environment of the deployed functions: the stack writes these names and the doors read them.
import * as z from "zod";

/** Names of the variables; one place for both sides. */
export const ENV = {
  table: "RESPONDER_LEDGER_TABLE",
  configFile: "RESPONDER_CONFIG_FILE",
  account: "RESPONDER_ACCOUNT",
  ownRole: "RESPONDER_ROLE_ARN",
  logLevel: "RESPONDER_LOG_LEVEL",
  topic: "RESPONDER_MESSAGES_TOPIC_ARN",
  webhookUrl: "RESPONDER_WEBHOOK_URL",
  webhookSecret: "RESPONDER_WEBHOOK_SECRET_ARN",
} as const;

const ledgerEnvironment = z.object({ [ENV.table]: z.string().min(1), AWS_REGION: z.string().min(1) });

const environment = ledgerEnvironment.extend({
  [ENV.account]: z.string().regex(/^\d{12}$/),
  [ENV.ownRole]: z.string().startsWith("arn:"),
  [ENV.configFile]: z.string().min(1).optional(),
  [ENV.logLevel]: z.enum(["debug", "info", "warn", "error"]).default("info"),
});

export type Environment = {
  readonly table: string;
  readonly account: string;
  /** The ARN of the role that the function runs as: it is never contained. */
  readonly ownRole: string;
  /** Where the configuration lies; every setting has its default where no file is named. */
  readonly configFile: string | undefined;
  readonly logLevel: string;
  readonly region: string;
};

/** Throws an error that names each variable that is missing or wrong. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const parsed = environment.safeParse(variables, { jitless: true }); // Once for each start: not worth compiling.
  if (!parsed.success) throw new Error(`The environment of the responder is wrong: ${z.prettifyError(parsed.error)}`);
  const { data } = parsed;
  return {
    table: data[ENV.table],
    account: data[ENV.account],
    ownRole: data[ENV.ownRole],
    configFile: data[ENV.configFile],
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

const notifyEnvironment = z.object({
  AWS_REGION: z.string().min(1),
  [ENV.account]: z.string().regex(/^\d{12}$/),
  [ENV.topic]: z.string().startsWith("arn:").optional(),
  [ENV.webhookUrl]: z.url({ protocol: /^https$/ }).optional(),
  [ENV.webhookSecret]: z.string().startsWith("arn:").optional(),
});

/** Of the function that brings messages to people: only what its channels need. */
export type NotifyEnvironment = {
  readonly region: string;
  readonly account: string;
  readonly topic?: string | undefined;
  readonly webhookUrl?: string | undefined;
  readonly webhookSecret?: string | undefined;
};

export function readNotifyEnvironment(variables: Readonly<Record<string, string | undefined>>): NotifyEnvironment {
  const parsed = notifyEnvironment.safeParse(variables);
  if (!parsed.success) throw new Error(`The environment is wrong: ${z.prettifyError(parsed.error)}`);
  const { data } = parsed;
  return {
    region: data.AWS_REGION,
    account: data[ENV.account],
    topic: data[ENV.topic],
    webhookUrl: data[ENV.webhookUrl],
    webhookSecret: data[ENV.webhookSecret],
  };
}
