// A message as plain text: for mail, and for whoever else takes a text.
import { MESSAGE_TYPES, type Message } from "./message.ts";

/** SNS takes printable ASCII, 100 characters at most: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export function subjectOf({ kind, principal, account }: Message): string {
  const name = principal.name === undefined ? principal.kind : `${principal.kind} ${principal.name}`;
  const subject = `${MESSAGE_TYPES[kind]}: ${name} in ${account}`.replace(/[^\x20-\x7e]/g, "?");
  return subject.length > 100 ? `${subject.slice(0, 97)}...` : subject;
}

export function mailOf(message: Message): string {
  const { what, sure, next, kinds, incident, status, proof, cutoff, accessKeys, steps, sessions, residual, link } =
    message;
  const also = kinds.slice(1).map((kind) => MESSAGE_TYPES[kind]);
  return [
    what,
    "",
    `How sure: ${sure}`,
    ...(also.length > 0 ? [`Also new: ${also.join(", ")}.`] : []),
    "",
    "Next:",
    ...next.flatMap(({ do: words, command }) => [`- ${words}`, ...(command === undefined ? [] : [`    ${command}`])]),
    "",
    `Incident:  ${incident} (${status}, ${proof})`,
    `Cutoff:    ${cutoff}`,
    ...(accessKeys.length > 0 ? [`Keys:      ${accessKeys.join(", ")}`] : []),
    ...(steps.length > 0 ? [`In force:  ${steps.join(", ")}`] : []),
    `Found:     ${sessions} credentials opened, ${residual} things that the deny does not end`,
    ...(link === undefined ? [] : [`Link:      ${link}`]),
    `Message:   ${message.id}`,
    "",
  ].join("\n");
}
