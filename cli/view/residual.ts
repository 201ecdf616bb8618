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

type Doubts = Pick<FoundItem, "likely" | "possible" | "changedSince">;
type Thing = Pick<FoundItem, "what" | "why" | "commands" | "account" | "region" | "detail" | "byHand" | "until"> &
  Doubts;

export function showThings(to: Printer, title: string, things: readonly Thing[]): void {
  if (things.length > 0) heading(to, title);
  for (const thing of things) {
    bullets(to, [sentences(thing)]);
    for (const text of thing.commands) command(to, text);
  }
}

/** How sure it is, what, where its commands are to be run, and why. */
function sentences({ what, why, detail, byHand, until, account, region, ...doubts }: Thing): string {
  const { likely, possible, changedSince } = doubts;
  const sure = [
    ...(likely ? ["likely the intruder's"] : []),
    ...(possible ? ["possible, not shown"] : []),
    ...(changedSince ? ["changed by somebody else since"] : []),
  ];
  const place = [account, region].filter((part) => part !== undefined).join(", ");
  const known = `${sure.length > 0 ? `${sure.join(", ")}: ` : ""}${what}${place === "" ? "" : ` (${place})`}`;
  const more = [
    ...(detail === undefined ? [] : [`(${detail})`]),
    ...(byHand === undefined ? [] : [byHand]),
    ...(until === undefined ? [] : [`It ends by itself at ${until}.`]),
  ];
  return `${known} — ${[why, ...more].join(" ")}`;
}
