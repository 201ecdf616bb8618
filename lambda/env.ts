// The environment of the deployed functions: the stack writes these names and the doors read them.

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

/** Lambda sets it. */
const REGION = "AWS_REGION";

type Name = (typeof ENV)[keyof typeof ENV] | typeof REGION;

type Form = { readonly form: RegExp; readonly must: string };

const TEXT: Form = { form: /./, must: "must not be empty" };
const ARN: Form = { form: /^arn:/, must: "must be an ARN" };

/** By hand: to make the schemas of these few a cold start would take longer than for anything else that it reads. */
const FORMS: { readonly [N in Name]: Form } = {
  [REGION]: TEXT,
  [ENV.table]: TEXT,
  [ENV.configFile]: TEXT,
  [ENV.account]: { form: /^\d{12}$/, must: "must be an account id of 12 digits" },
  [ENV.ownRole]: ARN,
  [ENV.logLevel]: { form: /^(debug|info|warn|error)$/, must: 'must be "debug", "info", "warn" or "error"' },
  [ENV.topic]: ARN,
  [ENV.webhookUrl]: { form: /^https:\/\/[^\s/]\S*$/, must: 'must be a URL that begins with "https://"' },
  [ENV.webhookSecret]: ARN,
};

export type Variables = Readonly<Record<string, string | undefined>>;

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

/** Throws an error that names each variable that is missing or wrong; so do the others. */
export function readEnvironment(variables: Variables): Environment {
  const read = reader(variables, [ENV.table, ENV.account, ENV.ownRole, REGION], [ENV.configFile, ENV.logLevel]);
  return {
    table: read(ENV.table),
    account: read(ENV.account),
    ownRole: read(ENV.ownRole),
    configFile: variables[ENV.configFile],
    logLevel: variables[ENV.logLevel] ?? "info",
    region: read(REGION),
  };
}

/** For a function that reads the ledger and no more. */
export function readLedgerEnvironment(variables: Variables): Pick<Environment, "table" | "region"> {
  const read = reader(variables, [ENV.table, REGION]);
  return { table: read(ENV.table), region: read(REGION) };
}

/** Of the function that brings messages to people: only what its channels need. */
export type NotifyEnvironment = {
  readonly region: string;
  readonly account: string;
  readonly topic?: string | undefined;
  readonly webhookUrl?: string | undefined;
  readonly webhookSecret?: string | undefined;
};

export function readNotifyEnvironment(variables: Variables): NotifyEnvironment {
  const read = reader(variables, [REGION, ENV.account], [ENV.topic, ENV.webhookUrl, ENV.webhookSecret]);
  return {
    region: read(REGION),
    account: read(ENV.account),
    topic: variables[ENV.topic],
    webhookUrl: variables[ENV.webhookUrl],
    webhookSecret: variables[ENV.webhookSecret],
  };
}

/** Of those that must be there, once all are as they must be. */
function reader<N extends Name>(
  variables: Variables,
  required: readonly N[],
  optional: readonly Name[] = [],
): (name: N) => string {
  const wrong = [
    ...required.filter((name) => variables[name] === undefined).map((name) => `${name} is missing`),
    ...[...required, ...optional].flatMap((name) => {
      const [value, { form, must }] = [variables[name], FORMS[name]];
      return value === undefined || form.test(value) ? [] : [`${name} ${must}`];
    }),
  ];
  if (wrong.length > 0) throw new Error(`The environment of the function is wrong: ${wrong.join("; ")}.`);
  return (name) => variables[name] ?? "";
}
