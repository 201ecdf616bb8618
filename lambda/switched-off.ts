// What the configuration has switched off or leaves out, and what that means for whoever relies on the responder.
import type { Config } from "./config.ts";

export type SwitchedOff = {
  /** As docs/configuration.md names it. */
  readonly setting: string;
  readonly means: string;
};

/** The gravest first. */
export function switchedOff(config: Config): readonly SwitchedOff[] {
  const { defaultMode, modes, administration } = config;
  const kinds = Object.entries(defaultMode).filter(([, mode]) => mode === "observe");
  return [
    ...kinds.map(([kind]) => ({ setting: `defaultMode.${kind}`, means: `A leaked ${kind} is only observed.` })),
    ...modes.flatMap(({ mode }, index) =>
      mode === "observe" ? [{ setting: `modes[${index}]`, means: "What this rule fits is only observed." }] : [],
    ),
    ...SWITCHES.flatMap(({ setting, isOff, means }) => (isOff(config) ? [{ setting, means }] : [])),
    ...(administration ? [] : [NO_ADMINISTRATION]),
  ];
}

const NO_ADMINISTRATION: SwitchedOff = {
  setting: "administration",
  means:
    "People of IAM Identity Center and root users of member accounts cannot be contained, and no service control policy stands behind a deny.",
};

type Switch = SwitchedOff & { isOff(config: Config): boolean };

const SWITCHES: readonly Switch[] = [
  {
    setting: "trace",
    isOff: ({ trace }) => !trace,
    means: "What was opened with a leaked credential is neither followed nor contained, and nothing is ever proven.",
  },
  {
    setting: "rememberOpened",
    isOff: ({ rememberOpened }) => rememberOpened === "while-open",
    means: "What a credential opened before its leak was known is found minutes later, from the trail.",
  },
  {
    setting: "waysIn",
    isOff: ({ waysIn }) => !waysIn,
    means: "Incidents do not say who can still assume the contained roles.",
  },
  {
    setting: "hold",
    isOff: ({ hold }) => hold === "never",
    means: "Roles are not held: whoever opens sessions anew after each cutoff stays a minute ahead.",
  },
  {
    setting: "fallback",
    isOff: ({ fallback }) => fallback === "none",
    means: "Where a role or user has no room for an inline policy, the deny fails.",
  },
  {
    setting: "administration.scp",
    isOff: ({ administration }) => administration?.scp === false,
    means: "Root users of member accounts cannot be contained.",
  },
  {
    setting: "administration.backstop",
    isOff: ({ administration }) => administration?.backstop === false,
    means: "An intruder who may edit IAM can take a deny away; it is put back, and that is all.",
  },
  {
    setting: "approval.approvers",
    isOff: ({ approval }) => approval.approvers.length === 0,
    means: "Everybody who may invoke the responder may approve, reject and lift.",
  },
  {
    setting: "deployment.emails",
    isOff: ({ deployment }) => deployment.emails.length === 0,
    means: "No address is named for the alarms: they ring for whoever has subscribed to their topic.",
  },
];
