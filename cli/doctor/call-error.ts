// A call of AWS that failed, with the permission that it takes.

const DENIED =
  /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError|AuthorizationErrorException|Client\.UnauthorizedOperation)$/;

export class CallError extends Error {
  override readonly name = "CallError";
  /** `cloudtrail:DescribeTrails` */
  readonly action: string;
  /** AWS's code, where AWS has answered. */
  readonly code: string;

  constructor(action: string, cause: unknown) {
    const { name = "Error", message = "" } = Object(cause) as { name?: string; message?: string };
    super(`${action}: ${name}: ${message}`, { cause });
    this.action = action;
    this.code = name;
  }

  get isDenied(): boolean {
    return DENIED.test(this.code);
  }
}

/** Undefined in place of a rejection by one of these codes of AWS; every other one goes on. */
export async function unless<T>(codes: RegExp, call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof CallError && codes.test(error.code)) return undefined;
    throw error;
  }
}
