// The settings as tables: name, what it may be, default, meaning; a table of its own for each group.
import { cell } from "./between-marks.ts";
import type { JsonSchema } from "./config-json-schema.ts";

export function settingsTables(schema: JsonSchema): string {
  const settings = Object.entries(membersOf(schema));
  const groups = settings.flatMap(([name, setting]) => {
    const group = groupOf(setting);
    if (!group) return [];
    const prefix = setting.items ? `${name}[].` : `${name}.`;
    return [`### ${name}`, setting.description ?? "", table(prefix, group)];
  });
  return [table("", schema), ...groups].join("\n\n");
}

function table(prefix: string, object: JsonSchema): string {
  const rows = Object.entries(membersOf(object)).map(([name, setting]) => {
    const isGroup = groupOf(setting) !== undefined;
    const kind = isGroup ? `[see below](#${name.toLowerCase()})` : kindOf(setting);
    const meaning = isGroup ? firstSentence(setting.description ?? "") : (setting.description ?? "");
    const cells = [`\`${prefix}${name}\``, kind, defaultOf(setting, object.required?.includes(name) ?? false), meaning];
    return `| ${cells.map(cell).join(" | ")} |`;
  });
  return ["| setting | may be | default | what it does |", "|---|---|---|---|", ...rows].join("\n");
}

function membersOf({ properties }: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return (properties ?? {}) as Readonly<Record<string, JsonSchema>>; // zod writes no `true` or `false` for a schema.
}

/** The object behind a setting that is one, or a list of some. */
function groupOf(setting: JsonSchema): JsonSchema | undefined {
  const inner = itemsOf(setting) ?? setting;
  return inner.properties ? inner : undefined;
}

function itemsOf({ items }: JsonSchema): JsonSchema | undefined {
  return items as JsonSchema | undefined; // zod writes one schema for all items.
}

function kindOf(setting: JsonSchema): string {
  if (setting.enum) return setting.enum.map((value) => code(value)).join(", ");
  const items = itemsOf(setting);
  if (items) return `list: ${kindOf(items)}`;
  if (setting.type === "boolean") return "`true`, `false`";
  if (setting.type === "integer") return `whole number${rangeOf(setting)}`;
  if (setting.type === "number") return `number${rangeOf(setting)}`;
  return setting.title ?? "text";
}

function rangeOf({ minimum, exclusiveMinimum, maximum }: JsonSchema): string {
  const from = exclusiveMinimum === undefined ? minimum : `above ${exclusiveMinimum}`;
  if (from === undefined) return maximum === undefined ? "" : `, at most ${maximum}`;
  if (maximum !== undefined) return `, ${from} to ${maximum}`;
  return exclusiveMinimum === undefined ? `, ${from} or more` : `, ${from}`;
}

function defaultOf(setting: JsonSchema, isRequired: boolean): string {
  if (isRequired) return "required";
  if (setting.default === undefined) return "none";
  return groupOf(setting) && !setting.items && JSON.stringify(setting.default) === "{}" ? "" : code(setting.default);
}

function code(value: unknown): string {
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

function firstSentence(text: string): string {
  return /^.*?\.(?= |$)/.exec(text)?.[0] ?? text;
}
