// Where some texts are in the bytes of a log file, without reading its records.

/**
 * Whether the text is there. Node finds up to six letters by the first of them, three times as fast as a longer text where
 * that one is rare: so a capital, as keys have, with what follows is looked for first.
 */
export function holdsText(bytes: Buffer, text: string): boolean {
  const [, before = "", piece = ""] = /^(.*)([A-Z][ -~]{5})/.exec(text) ?? [];
  if (piece === "") return bytes.includes(text);
  const [whole, part, lead] = [Buffer.from(text), Buffer.from(piece), Buffer.byteLength(before)];
  for (let hit = bytes.indexOf(part, lead); hit >= 0; hit = bytes.indexOf(part, hit + 1)) {
    const start = hit - lead;
    if (whole.equals(bytes.subarray(start, start + whole.length))) return true;
  }
  return false;
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
