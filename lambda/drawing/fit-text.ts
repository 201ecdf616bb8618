// How much of a text fits a width: nobody can measure letters here, so they are counted generously.
import { plainText } from "../words/plain-text.ts";

/** The text, cleaned, and cut with an ellipsis where it would be wider; in pixels. */
export function fitText(text: string, width: number, size = 12): string {
  const plain = plainText(text);
  if (textWidth(plain, size) <= width) return plain;
  const letters = Array.from(plain);
  let [end, room] = [0, width - textWidth("…", size)];
  for (const letter of letters) {
    room -= textWidth(letter, size);
    if (room < 0) break;
    end++;
  }
  return end === 0 ? "" : `${letters.slice(0, end).join("").trimEnd()}…`;
}

/** The same in the middle: the beginning and the end of an identifier tell it apart. */
export function fitMiddle(text: string, width: number, size = 12): string {
  const letters = Array.from(plainText(text));
  const most = Math.floor(width / (size * MONOSPACED));
  if (letters.length <= most) return letters.join("");
  const end = Math.max(0, Math.floor((most - 1) / 2));
  return `${letters.slice(0, Math.max(0, most - 1 - end)).join("")}…${end === 0 ? "" : letters.slice(-end).join("")}`;
}

/** Of a proportional face, in pixels. */
export function textWidth(text: string, size = 12): number {
  let width = 0;
  for (const letter of text) width += size * (ASCII[letter.charCodeAt(0)] ?? widthOf(letter));
  return width;
}

const MONOSPACED = 0.62;

/** What most texts are made of is asked about once. */
const ASCII: readonly number[] = Array.from({ length: 128 }, (_, code) => widthOf(String.fromCharCode(code)));

function widthOf(letter: string): number {
  if (/[ijl.,:;|!' ]/.test(letter)) return 0.31;
  if (/[mwMW@%—]/.test(letter)) return 0.9;
  if (/[A-Z]/.test(letter)) return 0.7;
  return /[\u{1100}-\u{115f}\u{2e80}-\u{9fff}\u{a000}-\u{a4cf}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{ff00}-\u{ff60}\u{1f000}-\u{1ffff}]/u.test(
    letter,
  )
    ? 1.05
    : 0.57;
}
