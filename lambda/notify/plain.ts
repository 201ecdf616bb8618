// Words that others wrote, for people to read: nothing in them that is not seen, and no longer than a line or two.

/** Control characters, and what turns the direction of a text or is not seen at all. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]+/gu;

/** `most`: characters. */
export function plain(text: string, most = 300): string {
  const clean = text.replace(UNSEEN, " ").replace(/\s+/g, " ").trim();
  const characters = [...clean];
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : clean;
}
