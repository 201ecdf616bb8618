// Which incident a person means: its whole id, the beginning of one, or `latest`.
import { readWhole } from "../client/read-whole.ts";
import type { Ask, Presented } from "../lambda/answers.ts";
import type { Context } from "./context.ts";
import { EXIT } from "./exit-codes.ts";
import { CliError, usageError } from "./explain-error.ts";

export const INCIDENT_ARGUMENT = "an incident's id, the beginning or the end of one, or `latest`";

/** So many are looked through for one whose id was abbreviated. */
const MOST = 200;

/** With its whole record. */
export async function findIncident({ reach }: Pick<Context, "reach">, given: string): Promise<Presented> {
  const { responder } = await reach();
  const { ask } = responder;
  const id = given === "latest" ? await latest(ask) : await idOf(ask, given);
  const incident = await readWhole(ask, id);
  if (!incident) throw noSuch(given);
  return incident;
}

async function latest(ask: Ask): Promise<string> {
  const { incidents } = await ask("incidents", { limit: 1, open: 0, brief: true });
  const [first] = incidents;
  if (first) return first.id;
  throw new CliError("NoIncident", "There is no incident.", {
    todo: "`responder plan` and `responder contain` begin one.",
  });
}

const WHOLE = /^\d{8}T\d{6}Z-[0-9a-f]{8}$/;

async function idOf(ask: Ask, given: string): Promise<string> {
  if (WHOLE.test(given)) return given;
  const { incidents } = await ask("incidents", { limit: MOST, brief: true });
  const ids = incidents.map(({ id }) => id);
  const [found, other] = ids.filter((id) => id === given || id.startsWith(given) || id.endsWith(given));
  if (found === undefined) throw noSuch(given);
  if (other !== undefined && found !== given) {
    throw usageError(`"${given}" may be several incidents: ${found}, ${other} …`, "Write more of its id.");
  }
  return found;
}

function noSuch(given: string): CliError {
  const todo = "`responder incidents` lists those that there are.";
  return new CliError("NoIncident", `There is no incident "${given}".`, { todo, exitCode: EXIT.failed });
}
