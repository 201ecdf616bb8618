// One call to AWS as somebody in a story makes it: it works, or AWS says why not.

export type Attempt =
  | { readonly works: true }
  | { readonly works: false; readonly code: string; readonly words: string };

export async function attempt(call: Promise<unknown>): Promise<Attempt> {
  try {
    await call;
    return { works: true };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { works: false, code: name, words: message };
  }
}

/** Whether AWS refused by policy, whatever the service calls that. */
export function isDenied(result: Attempt): boolean {
  return !result.works && /AccessDenied|UnauthorizedOperation/.test(result.code);
}

/** The same, or the key itself is refused: it is inactive, or gone. */
export function isRefused(result: Attempt): boolean {
  return isDenied(result) || (!result.works && /AuthFailure|InvalidClientTokenId/.test(result.code));
}

export function wordsOf(result: Attempt): string {
  return result.works ? "it worked" : result.words;
}
