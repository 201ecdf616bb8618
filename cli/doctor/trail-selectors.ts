// Which management events a trail leaves out, as its selectors say.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
import type { AdvancedEventSelector, EventSelector } from "@aws-sdk/client-cloudtrail";

type Selectors = {
  readonly EventSelectors?: readonly EventSelector[] | undefined;
  readonly AdvancedEventSelectors?: readonly AdvancedEventSelector[] | undefined;
};

/** Sources that trails may leave out without harm here: they say nothing of sessions. */
const HARMLESS = new Set(["kms.amazonaws.com", "rdsdata.amazonaws.com"]);

/** What is missing, as the end of a sentence; undefined where nothing is that the responder needs. */
export function missesOf({ EventSelectors = [], AdvancedEventSelectors = [] }: Selectors): string | undefined {
  if (AdvancedEventSelectors.length > 0) return missesOfAdvanced(AdvancedEventSelectors);
  if (EventSelectors.length === 0) return undefined; // "By default … all read and write management events".
  const management = EventSelectors.filter(({ IncludeManagementEvents = true }) => IncludeManagementEvents);
  if (management.length === 0) return "logs no management events";
  const whole = management.filter(({ ExcludeManagementEventSources = [] }) =>
    ExcludeManagementEventSources.every((source) => HARMLESS.has(source)),
  );
  if (whole.length === 0) return "leaves out management events of some services";
  const kinds = new Set(whole.map(({ ReadWriteType = "All" }) => ReadWriteType));
  if (kinds.has("All") || (kinds.has("ReadOnly") && kinds.has("WriteOnly"))) return undefined;
  return kinds.has("WriteOnly") ? "logs writes only, and AssumeRole counts as a read" : "logs reads only";
}

function missesOfAdvanced(selectors: readonly AdvancedEventSelector[]): string | undefined {
  const management = selectors.filter(({ FieldSelectors = [] }) =>
    FieldSelectors.some(({ Field, Equals = [] }) => Field === "eventCategory" && Equals.includes("Management")),
  );
  if (management.length === 0) return "logs no management events";
  const rest = management.map(({ FieldSelectors = [] }) =>
    FieldSelectors.filter(({ Field }) => Field !== "eventCategory"),
  );
  const readOnly = new Set<string>();
  for (const fields of rest) {
    const others = fields.filter(
      ({ Field, NotEquals = [], ...operators }) =>
        Field !== "readOnly" &&
        !(Field === "eventSource" && hasNoOther(operators) && NotEquals.every((source) => HARMLESS.has(source))),
    );
    if (others.length > 0) continue;
    const said = fields.find(({ Field }) => Field === "readOnly")?.Equals ?? ["true", "false"];
    for (const value of said) readOnly.add(value);
  }
  if (readOnly.size === 0) return "leaves out management events of some services";
  if (readOnly.size === 2) return undefined;
  return readOnly.has("false") ? "logs writes only, and AssumeRole counts as a read" : "logs reads only";
}

function hasNoOther(operators: Readonly<Record<string, unknown>>): boolean {
  return Object.values(operators).every((value) => value === undefined);
}
