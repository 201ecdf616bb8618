// What a person does next, each with its command on a line of its own.
import type { Next } from "../../lambda/words/what-next.ts";
import type { Printer } from "../output/printer.ts";
import { bullets, command, heading } from "./section.ts";

export function showNext(to: Printer, next: readonly Next[]): void {
  if (next.length === 0) return;
  heading(to, "Next");
  for (const { what, command: text } of next) {
    bullets(to, [text === undefined ? what : what.replace(/:?$/, ":")]);
    if (text !== undefined) command(to, text);
  }
}
