// A value of a record in less room: what names things goes last.

export type Fitted = { readonly value: unknown; readonly cut: boolean };

/** `most` bytes as JSON. Where nothing helps there is no value left, and `cut` says so. */
export function fitValue(value: unknown, most: number): Fitted {
  let shorter = value;
  if (bytesOf(value) <= most) return { value, cut: false };
  for (const shorten of SHORTER) {
    shorter = shorten(shorter);
    if (bytesOf(shorter) <= most) return { value: shorter, cut: true };
  }
  return { value: undefined, cut: true };
}

export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? "");
}

const MOST_TEXT = 2_000;
const MOST_ELEMENTS = 100;

/** A hundred instances in one answer are some 250 kB on the trail, their ids 20 kB. */
const SHORTER: readonly ((value: unknown) => unknown)[] = [
  (value) => mapped(value, { element: onlyTexts }),
  (value) => mapped(value, { text: (text) => (text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text) }),
  (value) => mapped(value, { list: (list) => list.slice(0, MOST_ELEMENTS) }),
];

/** Of an element of a list: what the rules of kinds ask of elements. */
function onlyTexts(element: unknown): unknown {
  if (typeof element !== "object" || element === null || Array.isArray(element)) return element;
  return Object.fromEntries(Object.entries(element).filter(([, inner]) => typeof inner !== "object"));
}

type Changes = {
  text?(text: string): string;
  list?(list: readonly unknown[]): readonly unknown[];
  element?(element: unknown): unknown;
};

function mapped(value: unknown, changes: Changes): unknown {
  const { text = same, list = same, element = same } = changes;
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return list(value).map((inner) => mapped(element(inner), changes));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapped(inner, changes)]));
}

function same<T>(value: T): T {
  return value;
}
