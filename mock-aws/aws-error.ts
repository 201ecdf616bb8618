// What the local AWS answers instead of a result: a code, a status and AWS's own words.

/** An error that AWS would answer; each protocol writes it in its own form. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** Members beside the message, as some errors of JSON services carry. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

/** What AWS has and the local AWS has not: answered loudly, so that nobody takes silence for truth. */
export class NotImplementedError extends AwsError {
  constructor(what: string) {
    super("NotImplemented", `The local AWS does not implement ${what}.`, 501);
  }
}
