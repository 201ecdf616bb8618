// What the deny does not end, with the commands that do: each on a line of its own, to be copied.
import type { Presented } from "../../lambda/answers.ts";
import type { FoundItem } from "../../lambda/residual/incident-residual.ts";
import type { Printer } from "../output/printer.ts";
import { bullets, command, heading } from "./section.ts";

export function showResidual(to: Printer, { residual }: Presented): void {
  const limits = residual.filter((item) => item.section === "limit");
  showThings(
    to,
    "What the deny does not end",
    residual.filter((item) => item.section !== "limit"),
  );
  if (limits.length > 0) heading(to, "What no deny stops");
  bullets(
    to,
    limits.map(({ why }) => why),
  );
}

type Thing = Pick<FoundItem, "what" | "why" | "commands" | "likely">;

export function showThings(to: Printer, title: string, things: readonly Thing[]): void {
  if (things.length > 0) heading(to, title);
  for (const { what, why, likely, commands } of things) {
    bullets(to, [`${likely ? "likely the intruder's: " : ""}${what} — ${why}`]);
    for (const text of commands) command(to, text);
  }
}
