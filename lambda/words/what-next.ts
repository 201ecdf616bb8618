// What a person does next about an incident, the most urgent first, each with its command where one does it.
import type { Answers } from "../answers.ts";
import { commandLine } from "../command-line.ts";
import { plainText } from "./plain-text.ts";
import { whose } from "./whose.ts";

type Incident = NonNullable<Answers["incident"]["incident"]>;

export type Next = {
  /** A sentence; names in it may be others' words. */
  readonly what: string;
  /** For a shell, quoted; words in capitals are to be filled in. In several lines some may be for the person. */
  readonly command?: string;
};

export function whatNext(incident: Incident): readonly Next[] {
  const { status } = incident;
  if (status === "refused") return [...refused(incident)];
  return [
    ...(status === "awaiting-approval" ? approval(incident) : []),
    ...(status === "failed" ? [failed(incident)] : []),
    ...(status === "lifted" ? kept(incident) : [...leaking(incident), ...questions(incident), ...undone(incident)]),
    ...workloads(incident),
    ...leftBehind(incident),
    ...unproven(incident),
  ];
}

/** A reason's further lines are what a person does by hand: to be copied. */
function refused({ because }: Incident): readonly Next[] {
  const reasons = because.map((reason) => reason.split("\n"));
  const why = plainText(reasons.map(([first = ""]) => first).join(" "));
  const byHand = reasons.flatMap(([, ...lines]) => lines).map((line) => plainText(line, LONGEST_LINE));
  const what = `Nothing was touched. If that is wrong, act on the reason: ${why}`;
  return [byHand.length === 0 ? { what } : { what, command: byHand.join("\n") }];
}

const LONGEST_LINE = 2000;

function approval({ id }: Incident): readonly Next[] {
  return [
    {
      what: "Look at what would be done, and approve it",
      command: commandLine("responder", "approve", id, "--reason", "REASON"),
    },
    {
      what: "Or reject it: then nothing is touched",
      command: commandLine("responder", "reject", id, "--reason", "REASON"),
    },
  ];
}

function failed({ because }: Incident): Next {
  return { what: `Make what failed possible; it is tried again each minute: ${plainText(because.join(" "))}` };
}

function leaking({ id, proof, evidence }: Incident): readonly Next[] {
  if (proof !== "leaking") return [];
  const [call] = evidence?.allowed ?? [];
  const seen = call === undefined ? "" : `: ${plainText(call.call)} by ${plainText(call.accessKeyId)} at ${call.at}`;
  return [
    {
      what: `A call got through after the deny${seen}. Look at who undoes the deny and who else can get in`,
      command: commandLine("responder", "show", id),
    },
  ];
}

function questions({ id, questions: open }: Incident): readonly Next[] {
  if (open.length === 0) return [];
  const named = open.map(({ alert }) => whose(alert.principal, alert.account)).join("; ");
  return [
    {
      what: `Contain whom the trace has found as well: ${named}`,
      command: commandLine("responder", "approve", id, "--reason", "REASON"),
    },
    { what: "Or leave them alone", command: commandLine("responder", "reject", id, "--reason", "REASON") },
  ];
}

function undone({ tampering = [] }: Incident): readonly Next[] {
  const tools = tampering.flatMap(({ tool }) => tool ?? []);
  const told = new Map(tools.map((tool) => [tool.name, tool]));
  return [...told.values()].map(({ name, tell }) => ({
    what: `Tell ${name} of the deny, or it is undone again. ${tell}`,
  }));
}

function workloads({ workloads: all = [], status }: Incident): readonly Next[] {
  if (status === "lifted") return [];
  return all.map(({ kind, id, region, refresh }) => ({
    what: `Give the ${kind} ${plainText(id)} in ${plainText(region)} fresh credentials: it was locked out too`,
    command: refresh,
  }));
}

function leftBehind({ residual }: Incident): readonly Next[] {
  const items = residual.filter(
    (item) => item.section === "access" || item.section === "left-behind" || item.section === "exposed",
  );
  if (items.length === 0) return [];
  return [
    {
      what: `Look at the ${items.length === 1 ? "one thing" : `${items.length} things`} that the deny does not end, and end each (what was left behind, with commands)`,
    },
  ];
}

function kept({ steps }: Incident): readonly Next[] {
  return steps
    .filter(({ status }) => status === "kept")
    .map(({ step }) =>
      step.type === "deactivate-key"
        ? {
            what: `Delete the leaked key ${plainText(step.accessKeyId)} when nobody needs it as evidence`,
            command: commandLine(
              "aws",
              "iam",
              "delete-access-key",
              "--user-name",
              step.userName,
              "--access-key-id",
              step.accessKeyId,
            ),
          }
        : { what: `Undo ${step.type} by hand when it is no longer needed: the lift has left it` },
    );
}

function unproven({ id, proof, evidence, status }: Incident): readonly Next[] {
  if (proof !== "unproven" || status === "lifted") return [];
  return [
    {
      what: `Bring what the proof is missing, and have it looked at again: ${plainText((evidence?.missing ?? []).join(" "))}`,
      command: commandLine("responder", "verify", id),
    },
  ];
}
