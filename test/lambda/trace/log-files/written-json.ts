// The same JSON as anybody may write it: spaces anywhere, letters as escapes, members in any order.
import fc from "fast-check";

/** Numbers from 0 up to, and without, `below`. */
export type Roll = (below: number) => number;

export const rolls: fc.Arbitrary<Roll> = fc.infiniteStream(fc.nat()).map((stream) => (below) => {
  const { value } = stream.next();
  return (value ?? 0) % below;
});

export type Style = { readonly spaces: boolean; readonly escapes: boolean };

export const styles: fc.Arbitrary<Style> = fc.record({ spaces: fc.boolean(), escapes: fc.boolean() });

export function written(value: unknown, roll: Roll, style: Style): string {
  const space = () => (style.spaces ? ["", " ", "\n  ", "\t"][roll(4)] : "");
  const text = (said: string) => (style.escapes ? escaped(said, roll) : JSON.stringify(said));
  function write(one: unknown): string {
    if (typeof one === "string") return text(one);
    if (typeof one !== "object" || one === null) return JSON.stringify(one);
    if (Array.isArray(one)) return `[${one.map((item) => `${space()}${write(item)}${space()}`).join(",")}]`;
    const members = Object.entries(one).map(
      ([name, item]) => `${space()}${text(name)}${space()}:${space()}${write(item)}`,
    );
    const turn = members.length === 0 ? 0 : roll(members.length);
    return `{${[...members.slice(turn), ...members.slice(0, turn)].join(",")}${space()}}`;
  }
  return write(value);
}

/** One letter in four. */
function escaped(said: string, roll: Roll): string {
  const letters = Array.from({ length: said.length }, (_, index) => said.charAt(index));
  const write = (letter: string) => {
    if (letter === "/" && roll(2) === 0) return "\\/";
    if (roll(4) > 0) return JSON.stringify(letter).slice(1, -1);
    return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
  };
  return `"${letters.map(write).join("")}"`;
}
