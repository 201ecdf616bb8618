// One stream of output: how wide it is, whether it takes colour, and lines on it.
import { styleText } from "node:util";
import type { Surroundings, Terminal } from "../surroundings.ts";

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

export type Paint = (style: Style, text: string) => string;

export type Printer = {
  readonly stream: Terminal;
  readonly columns: number;
  readonly isTerminal: boolean;
  readonly hasColour: boolean;
  readonly paint: Paint;
  line(text?: string): void;
};

/** A file or a pipe has no width: long lines are no harm there. */
const WITHOUT_END = 10_000;
/** A terminal that does not say how wide it is. */
const USUAL = 80;

export function createPrinter(stream: Terminal, env: Surroundings["env"], colour: boolean): Printer {
  const isTerminal = stream.isTTY === true;
  const hasColour = colour && takesColour(isTerminal, env);
  return {
    stream,
    isTerminal,
    hasColour,
    columns: widthOf(stream, env["COLUMNS"]),
    paint: (style, text) => (hasColour ? styleText(style, text, { validateStream: false }) : text),
    line: (text = "") => void stream.write(`${text}\n`),
  };
}

function widthOf({ isTTY, columns }: Terminal, said: string | undefined): number {
  if (!isTTY) return WITHOUT_END;
  const width = columns || Number(said);
  return Number.isInteger(width) && width > 0 ? width : USUAL;
}

/** https://no-color.org and https://force-color.org */
function takesColour(isTerminal: boolean, { NO_COLOR, FORCE_COLOR, TERM }: Surroundings["env"]): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return isTerminal && TERM !== "dumb";
}
