// Others' words on a terminal: session names, titles and user agents are the intruder's, and a terminal obeys what it is sent.

/** Control characters, what turns the direction of writing, and what takes no room: none of them is ever needed in a name. */
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\u200b-\u200d\u2060-\u2064\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** One line of harmless text. */
export function safeText(text: string): string {
  return text.replace(UNSAFE, "\ufffd");
}

/** The same data with every text in it made harmless, the names of its members too. Reasons keep their lines. */
export function safely<T>(data: T): T {
  return clean(data, safeText) as T; // Texts stay texts, and everything else stays what it is.
}

function clean(data: unknown, text: (text: string) => string): unknown {
  if (typeof data === "string") return text(data);
  if (Array.isArray(data)) return data.map((one) => clean(one, text));
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      safeText(name),
      clean(value, name === REASONS ? safeLines : safeText),
    ]),
  );
}

/** Ours: others' words in them are quoted. Some end in commands for a person to copy, line by line. */
const REASONS = "because";

function safeLines(text: string): string {
  return text.split("\n").map(safeText).join("\n");
}

/** JSON that means the same and holds none of these characters as such: it may be sent to a terminal. */
export function safeJson(data: unknown): string {
  const text = JSON.stringify(data, null, 2);
  return text.replace(UNSAFE, (found) => (found === "\n" ? found : escaped(found)));
}

function escaped(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
