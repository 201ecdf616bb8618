// Containing somebody: whom, and why. What would be done is shown before it is.
import { html } from "hono/html";
import type { Html } from "./html-text.ts";
import { notice } from "./layout.ts";

/** What was typed, by the fields' names. */
export type Typed = Readonly<Record<string, string>>;

export type ContainProps = { readonly token: string; readonly problem?: string | undefined; readonly typed?: Typed };

export function containPage({ token, problem, typed = {} }: ContainProps): Html {
  return html`<h1>Contain a leaked credential</h1>
<p>Say whose it is. The next page shows what would be denied, for whom and who else uses it; nothing is touched before you confirm it there.</p>
${problem === undefined ? "" : notice({ tone: "danger", words: problem })}
<div class="two">
<form class="ask" method="post" action="/contain/plan" aria-labelledby="by-name">
<h2 id="by-name">By name or key</h2>
<input type="hidden" name="token" value="${token}">
${field({ id: "type", label: "What it is", control: kinds(typed) })}
${text({ id: "name", label: "Name, id or ARN", hint: "Of the role, user, instance profile or instance. Nothing for a key alone and for root.", typed })}
${text({ id: "session", label: "Session of the role", hint: "Where one is known, as i-0abc… or alice", typed })}
${text({ id: "accessKeyId", label: "Access key id", hint: "AKIA… or ASIA…, never the secret. Without one the deny is the same, and cannot be proven from CloudTrail", typed })}
${text({ id: "account", label: "Account", hint: "12 digits; the responder's own unless said", typed })}
${field({ id: "scope", label: "How wide", control: scopes(typed) })}
<label class="check"><input type="checkbox" name="disableConsole" value="yes"${typed["disableConsole"] === "yes" ? html` checked` : ""}> Take the user's console password away too. AWS does not give it back</label>
${reasonField(typed, "reason")}
<p><button type="submit">Show what would be done</button></p>
</form>
<form class="ask" method="post" action="/contain/plan" aria-labelledby="by-finding">
<h2 id="by-finding">By a finding</h2>
<input type="hidden" name="token" value="${token}">
<label for="finding">Finding as JSON</label>
<textarea id="finding" name="finding" rows="12" required spellcheck="false" aria-describedby="finding-hint">${typed["finding"] ?? ""}</textarea>
<p id="finding-hint" class="quiet">An event as EventBridge delivers it, or its detail alone: GuardDuty, Security Hub, Health, GitHub, GitGuardian, or our own.</p>
<p><button type="submit">Show what would be done</button></p>
</form>
</div>`;
}

function field({ id, label, control }: { readonly id: string; readonly label: string; readonly control: Html }): Html {
  return html`<label for="${id}">${label}</label>${control}`;
}

type Text = { readonly id: string; readonly label: string; readonly hint: string; readonly typed: Typed };

function text({ id, label, hint, typed }: Text): Html {
  return html`<label for="${id}">${label}</label>
<input id="${id}" name="${id}" value="${typed[id] ?? ""}" autocomplete="off" spellcheck="false" maxlength="2048" aria-describedby="${id}-hint">
<p id="${id}-hint" class="quiet">${hint}</p>`;
}

function reasonField(typed: Typed, id: string): Html {
  return html`<label for="${id}">Reason</label>
<textarea id="${id}" name="reason" rows="2" maxlength="1000" required>${typed["reason"] ?? ""}</textarea>`;
}

const KINDS = [
  ["role", "A role"],
  ["user", "An IAM user"],
  ["access-key", "An access key, of whomever it is"],
  ["instance", "An instance"],
  ["instance-profile", "An instance profile"],
  ["federated-user", "A federated user"],
  ["root", "The root user of an account"],
] as const;

function kinds(typed: Typed): Html {
  return select("type", KINDS, typed["type"]);
}

const SCOPES = [
  ["", "As the configuration says"],
  ["role", "All sessions of the role"],
  ["session", "The one session, where it is named"],
] as const;

function scopes(typed: Typed): Html {
  return select("scope", SCOPES, typed["scope"]);
}

function select(id: string, options: readonly (readonly [string, string])[], chosen = ""): Html {
  return html`<select id="${id}" name="${id}">${options.map(([value, words]) => html`<option value="${value}"${value === chosen ? html` selected` : ""}>${words}</option>`)}</select>`;
}
