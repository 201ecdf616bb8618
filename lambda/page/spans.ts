// How much time may be let pass on the page of a local AWS, whose clock is virtual.

export const SPANS = {
  "5m": { words: "5 minutes", ms: 5 * 60_000 },
  "3h": { words: "3 hours", ms: 3 * 3_600_000 },
  "10h": { words: "10 hours", ms: 10 * 3_600_000 },
} as const;

export type Span = keyof typeof SPANS;

export function isSpan(text: string | undefined): text is Span {
  return text !== undefined && Object.hasOwn(SPANS, text);
}
