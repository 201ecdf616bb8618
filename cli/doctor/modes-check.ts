// Whether anybody would be contained at all, and who would be asked.
import type { Check, Found } from "./check.ts";
import { DEPLOY } from "./deploy-line.ts";

export const modesCheck: Check = {
  name: "modes",
  title: "What a leak leads to",
  about: "Where the mode is observe, nothing is denied, whatever leaks.",
  permissions: ["lambda:InvokeFunction"],
  async run({ inside }) {
    const { defaultMode, modes, severityFrom, trace } = (await inside()).settings;
    const found: Found[] = [];
    const all = Object.entries(defaultMode);
    const said = all.map(([kind, mode]) => `${kind}: ${mode}`).join(", ");
    const acts = modes.some(({ mode }) => mode !== "observe");
    if (all.every(([, mode]) => mode === "observe") && !acts) {
      const what = "The responder only looks on: nobody is contained, and nobody is asked.";
      found.push({
        status: "warning",
        what,
        fix: `Change defaultMode or modes: docs/deploy.md#from-looking-on-to-acting. ${DEPLOY}`,
      });
    } else if (defaultMode.role === "observe") {
      const what = "Roles are only looked at where no rule of modes says otherwise.";
      found.push({ status: "warning", what, fix: `Change defaultMode.role. ${DEPLOY}` });
    }
    const [first] = modes;
    if (first && !first.narrowed && first.mode === "observe") {
      const what = "The first rule of modes has whatever leaks only looked at.";
      found.push({ status: "warning", what, fix: `Narrow it or take it out. ${DEPLOY}` });
    }
    if (severityFrom >= 7) {
      const what = `Alerts below ${severityFrom} are refused.`;
      found.push({ status: "warning", what, fix: `Lower severityFrom. ${DEPLOY}` });
    }
    if (!trace) {
      const what = "What is opened with a leaked credential is not followed, and nothing is ever proven: trace is off.";
      found.push({ status: "warning", what, fix: `Set trace to true. ${DEPLOY}` });
    }
    return found.length > 0 ? found : [{ status: "ok", what: `What no rule says otherwise about: ${said}.` }];
  },
};
