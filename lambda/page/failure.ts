// What went wrong on the way to the responder, in words: what, why, and what to do. AWS's errors by their class or code alone.
import { plainText } from "../words/plain-text.ts";

export type Failure = {
  readonly status: 400 | 403 | 413 | 500 | 502 | 503;
  readonly what: string;
  readonly why: string;
  readonly todo: string;
};

type Kind = Pick<Failure, "status" | "what" | "todo">;

export function failureOf(error: unknown): Failure {
  const code = codeOf(error);
  const { message } = error instanceof Error ? error : { message: String(error) };
  return { ...(KINDS[code] ?? UNKNOWN), why: plainText(message === "" ? code : `${code}: ${message}`, 1000) };
}

/** Node's own code of a failed connection, also where it lies within an error that holds several; else the class. */
function codeOf(error: unknown): string {
  const { code, errors, name } = Object(error) as Readonly<Record<"code" | "errors" | "name", unknown>>;
  if (typeof code === "string" && Object.hasOwn(KINDS, code)) return code;
  const inner = Array.isArray(errors) ? errors.map(codeOf).find((one) => Object.hasOwn(KINDS, one)) : undefined;
  return inner ?? (typeof name === "string" ? name : "Error");
}

/** What a browser sends and nobody reads. */
export const TOO_LARGE: Failure = {
  status: 413,
  what: "That is too large",
  why: "The page reads a megabyte at most, and the largest event of AWS's has a quarter of that.",
  todo: "Send the finding alone, without what stands around it.",
};

const UNKNOWN: Kind = {
  status: 500,
  what: "The responder failed",
  todo: "Try again. Denies that stand keep standing: the responder looks after them without this page. Its log, in CloudWatch, says more.",
};

const NO_CREDENTIALS: Kind = {
  status: 503,
  what: "There are no AWS credentials that work",
  todo: "Sign in (aws sso login) or name a profile (AWS_PROFILE) where you started this page, and start it again.",
};

const NOT_ALLOWED: Kind = {
  status: 403,
  what: "AWS does not let you ask the responder",
  todo: "The permission lambda:InvokeFunction on the function credential-leak-responder is all that this page takes. Whoever deployed the responder can give it.",
};

const NOT_THERE: Kind = {
  status: 503,
  what: "The responder is not deployed here",
  todo: "Look at the account and the Region of the credentials with which this page was started: the function credential-leak-responder is not there.",
};

const TOO_FAST: Kind = {
  status: 503,
  what: "It was too much at once",
  todo: "Try again in a minute. Alerts have functions of their own and do not wait for this page.",
};

const NO_WAY: Kind = {
  status: 502,
  what: "The responder cannot be reached",
  todo: "Look at the network and at AWS_ENDPOINT_URL. Denies that stand keep standing meanwhile. For the local one: npm run local.",
};

const NOT_UNDERSTOOD: Kind = {
  status: 400,
  what: "The request cannot be read",
  todo: "Go back and look at what is named below.",
};

const KINDS: Readonly<Record<string, Kind>> = {
  CredentialsProviderError: NO_CREDENTIALS,
  UnrecognizedClientException: NO_CREDENTIALS,
  InvalidClientTokenId: NO_CREDENTIALS,
  InvalidSignatureException: NO_CREDENTIALS,
  ExpiredToken: NO_CREDENTIALS,
  ExpiredTokenException: NO_CREDENTIALS,
  AccessDenied: NOT_ALLOWED,
  AccessDeniedException: NOT_ALLOWED,
  ResourceNotFoundException: NOT_THERE,
  TooManyRequestsException: TOO_FAST,
  ThrottlingException: TOO_FAST,
  ECONNREFUSED: NO_WAY,
  ECONNRESET: NO_WAY,
  ENOTFOUND: NO_WAY,
  EAI_AGAIN: NO_WAY,
  ETIMEDOUT: NO_WAY,
  TimeoutError: NO_WAY,
  BadInputError: NOT_UNDERSTOOD,
};
