// What the containment is worth, with the evidence.
import { type Block, type Cell, listOf, type Section } from "../document.ts";
import type { ReportForm } from "../form.ts";

export function proofSection({ proof: { words, evidence } }: ReportForm): Section {
  return {
    id: "proof",
    title: "The proof",
    blocks: [{ kind: "paragraph", text: words }, ...(evidence ? evidenceBlocks(evidence) : [])],
  };
}

type Evidence = NonNullable<ReportForm["proof"]["evidence"]>;

function evidenceBlocks(evidence: Evidence): readonly Block[] {
  const own = part(evidence["ownWrite"]);
  const denied = part(evidence["lastDenied"]);
  const asked = part(evidence["asked"]);
  const allowed = Array.isArray(evidence["allowed"]) ? evidence["allowed"].map(part) : [];
  const through: readonly Block[] =
    allowed.length === 0
      ? []
      : [
          { kind: "paragraph", text: "Calls that should have been refused and were not, the newest first:" },
          {
            kind: "table",
            head: ["When", "Call", "Key", "Region", "CloudTrail's event"],
            rows: allowed.map((call): readonly Cell[] =>
              ["at", "call", "accessKeyId", "region", "eventId"].map((name) => ({ code: text(call[name]) })),
            ),
          },
        ];
  return [
    {
      kind: "facts",
      facts: [
        {
          name: "Our write of the deny",
          value:
            own["eventId"] === undefined
              ? "not seen on the trail"
              : { code: `${text(own["eventId"])} at ${text(own["at"])}` },
        },
        { name: "Calls refused", value: String(evidence["denied"] ?? 0) },
        ...(denied["eventId"] === undefined
          ? []
          : [
              {
                name: "The last of them",
                value: { code: `${text(denied["call"])} at ${text(denied["at"])}, event ${text(denied["eventId"])}` },
              },
            ]),
        {
          name: "Calls that no policy stops",
          value: `${String(evidence["unstoppable"] ?? 0)} (sts:GetCallerIdentity)`,
        },
        {
          name: "CloudTrail read up to",
          value: evidence["readThrough"] === undefined ? "not read yet" : { code: text(evidence["readThrough"]) },
        },
        { name: "Regions that were read", value: { code: texts(asked["regions"]) } },
        { name: "Keys that were asked for", value: { code: texts(asked["keys"]) } },
      ],
    },
    ...listOf(
      "What would have to be there for more:",
      texts(evidence["missing"], "\n")
        .split("\n")
        .filter((line) => line !== ""),
    ),
    ...through,
  ];
}

function part(value: unknown): Readonly<Record<string, unknown>> {
  return Object(value); // Of nothing it makes an object without members.
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function texts(value: unknown, between = ", "): string {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string").join(between) : "";
}
