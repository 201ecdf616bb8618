// Credentials as a tree of who opened what, each with its lines below it.
import type { Printer } from "../output/printer.ts";
import { wrap } from "../output/wrap.ts";

export type Branch = {
  readonly id: string;
  /** Who opened it. */
  readonly parent?: string | undefined;
  readonly head: string;
  readonly details: readonly string[];
};

export const LIKELY = "(likely the intruder's: a person decides)";

export function showTree(to: Printer, branches: readonly Branch[]): void {
  const known = new Set(branches.map(({ id }) => id));
  const children = Map.groupBy(branches, ({ id, parent }) =>
    parent !== undefined && known.has(parent) && parent !== id ? parent : "",
  );
  const shown = new Set<string>();
  const show = ({ id, head, details }: Branch, lead: string, rest: string) => {
    if (shown.has(id)) return; // Roles that assume each other in a circle.
    shown.add(id);
    const below = children.get(id) ?? [];
    const bar = below.length > 0 ? "│ " : "  ";
    to.line(wrap(head, to.columns, { first: lead, indent: `${rest}${bar}` }));
    for (const line of details) to.line(`${rest}${bar}${line}`);
    below.forEach((child, index) => {
      const isLast = index === below.length - 1;
      show(child, `${rest}${isLast ? "└─" : "├─"}`, `${rest}${isLast ? "  " : "│ "}`);
    });
  };
  for (const root of children.get("") ?? []) show(root, "  ", "  ");
  for (const left of branches) show(left, "  ", "  ");
}
