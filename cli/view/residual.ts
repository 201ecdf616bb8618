// What the deny does not end, with the commands that do: each on a line of its own, to be copied.
import type { Presented } from "../../lambda/answers.ts";
import type { Printer } from "../output/printer.ts";
import { bullets, command, heading } from "./section.ts";

export function showResidual(to: Printer, { residual }: Presented): void {
  const limits = residual.filter((item) => item.section === "limit");
  const things = residual.filter((item) => item.section !== "limit");
  if (things.length > 0) heading(to, "What the deny does not end");
  for (const item of things) {
    const likely = "likely" in item && item.likely ? "likely the intruder's: " : "";
    bullets(to, [`${likely}${item.what} — ${item.why}`]);
    for (const text of item.commands) command(to, text);
  }
  if (limits.length > 0) heading(to, "What no deny stops");
  bullets(
    to,
    limits.map(({ why }) => why),
  );
}
