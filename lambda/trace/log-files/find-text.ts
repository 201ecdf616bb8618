// Where some texts are in the bytes of a log file, without reading its records.

/**
 * By what a file that may hold the text is known: of a key by six letters, which are nearly as rare, since nobody chooses
 * them. Node finds so few by the first of them, three times as fast as a longer text where that one is rare: a capital is.
 */
export function rarePart(text: string): string {
  return /^A[A-Z0-9]{9,}([A-Z][A-Z0-9]{5})/.exec(text)?.[1] ?? text;
}

/** The first place, from a given one on, that has one of the texts. To be asked from ever later places. */
export function nextText(bytes: Buffer, texts: readonly (Buffer | string)[]): (from: number) => number {
  const next = texts.map(() => -1);
  return (from) => {
    for (const [index, text] of texts.entries()) {
      if ((next[index] ?? 0) >= from) continue;
      const at = bytes.indexOf(text, from);
      next[index] = at < 0 ? Number.POSITIVE_INFINITY : at;
    }
    return Math.min(...next);
  };
}
