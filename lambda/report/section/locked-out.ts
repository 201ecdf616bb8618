// Who else was locked out by the deny, and how they get fresh credentials.
import { listOf, type Section, tableOr } from "../document.ts";
import type { ReportForm } from "../form.ts";

export function lockedOutSection({ lockedOut, steps }: ReportForm): Section {
  const { workloads, gaps, looked } = lockedOut;
  const isWide = steps.some(({ type }) => type.startsWith("deny-role-sessions") || type === "deny-user-sessions");
  return {
    id: "locked-out",
    title: "Who was locked out",
    blocks: [
      {
        kind: "paragraph",
        text: isWide
          ? "Every session of the denied roles and users that was issued before the cutoff is refused, whoever holds it: colleagues sign in again, and programs need fresh credentials. Sessions from after the cutoff work."
          : "No deny of a whole role or user stands on record here.",
      },
      ...tableOr(
        looked
          ? "No instance and no function with denied credentials was found."
          : "Nobody has looked yet which instances and functions hold denied credentials.",
        ["Workload", "Region", "Fresh credentials"],
        workloads.map(({ kind, id, region, refresh }) => [`${kind} ${id}`, { code: region }, { code: refresh }]),
      ),
      ...listOf("What could not be read, and may hide more:", gaps),
    ],
  };
}
