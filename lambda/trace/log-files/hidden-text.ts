// Whether JSON writes some text otherwise than letter by letter. AWS does not; whoever forges or converts a file may, and a
// session's name is its owner's choice.

const ESCAPE = Buffer.from("\\u");
const SLASH = Buffer.from("\\/");

/** Whether one of the texts, or an English letter or digit anywhere, may be hidden by an escape in these bytes. */
export function mayBeHidden(bytes: Buffer, texts: readonly string[]): boolean {
  if (texts.some((text) => /["\\\p{Cc}\ufffd]/u.test(text))) return true; // Such a text is never written as it is.
  if (texts.some((text) => text.includes("/")) && bytes.includes(SLASH)) return true;
  const letters = texts.join("");
  for (let at = bytes.indexOf(ESCAPE); at >= 0; at = bytes.indexOf(ESCAPE, at + 2)) {
    const letter = String.fromCharCode(Number.parseInt(bytes.toString("latin1", at + 2, at + 6), 16));
    if (/[A-Za-z0-9]/.test(letter) || letters.includes(letter)) return true;
  }
  return false;
}
