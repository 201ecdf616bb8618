// What a person reads on the terminal, in sections: a title, and lines below it that fit.
import type { Printer } from "../output/printer.ts";
import { wrap } from "../output/wrap.ts";

export function heading({ line, paint }: Printer, title: string): void {
  line();
  line(paint("bold", title));
}

/** Prose, each text with a bullet. */
export function bullets({ line, columns }: Printer, texts: readonly string[]): void {
  for (const text of texts) line(wrap(text, columns, { first: "  • ", indent: "    " }));
}

/** To be copied: it is never broken, and stands on lines of its own. */
export function command({ line, paint }: Printer, text: string): void {
  for (const one of text.split("\n")) line(`    ${paint("cyan", one)}`);
}

/** `name   value`, where the value may take several lines. */
export function field({ line, columns, paint }: Printer, name: string, value: string): void {
  const margin = 12;
  const lines = wrap(value, columns, { first: " ".repeat(margin), indent: " ".repeat(margin) });
  line(`${paint("dim", name.padEnd(margin))}${lines.slice(margin)}`);
}
