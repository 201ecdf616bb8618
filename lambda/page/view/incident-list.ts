// Incidents as a table, in the order in which they are given: of the page and of the dashboard's widget alike.
import { html } from "hono/html";
import type { Row } from "../../answers.ts";
import { timeBetween } from "../../words/duration-words.ts";
import { plainText } from "../../words/plain-text.ts";
import { whereItStands } from "../../words/where-it-stands.ts";
import { who } from "../../words/whose.ts";
import { type Html, said } from "./html-text.ts";
import { marks } from "./marks.ts";
import { moment } from "./moment.ts";
import { table } from "./table.ts";

export type ListProps = {
  readonly caption: string;
  readonly incidents: readonly Row[];
  readonly now: number;
  /** How one gets from here to an incident. */
  link(id: string, words: Html): Html;
};

export function incidentList({ caption, incidents, now, link }: ListProps): Html {
  return table({
    caption,
    columns: ["Whose credential", "State", "Where it stands", "Account", "Opened", "Denied after"],
    rows: incidents.map((incident) => [
      link(incident.id, said(titleOf(incident))),
      marks(incident),
      said(whereItStands(incident), LONGEST),
      incident.account,
      moment(incident.openedAt, now),
      deniedAfter(incident),
    ]),
  });
}

/** A widget's cell and a phone's window have room for so much; the incident has the rest. */
const LONGEST = 240;

/** `the role app` as a title. Names in it may be others' words. */
export function titleOf({ principal, alerts }: Pick<Row, "principal" | "alerts">): string {
  const key = principal.kind === "access-key" ? alerts[0]?.accessKeyId : undefined;
  const name = key === undefined ? who(principal) : `the access key ${plainText(key)}`;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function deniedAfter({ openedAt, containedAt, askedAt }: Row): Html | string {
  if (containedAt === undefined) return html`<span class="quiet">not denied</span>`;
  return `${timeBetween(openedAt, containedAt)}${askedAt === undefined ? "" : ", on a person's word"}`;
}
