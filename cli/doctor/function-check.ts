// Whether the responder is there, whole, and of an age with this program.
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { WATCH } from "../../lambda/own-names.ts";
import { unless } from "./call-error.ts";
import type { Check, Found } from "./check.ts";
import { DEPLOY } from "./deploy-line.ts";
import type { Examined } from "./examined.ts";

export const functionCheck: Check = {
  name: "functions",
  title: "The responder's functions",
  about: "Without them nothing is heard and nobody is answered.",
  permissions: ["lambda:GetFunctionConfiguration", "lambda:InvokeFunction"],
  async run(examined) {
    const { functionName } = examined;
    const found = await Promise.all([functionName, WATCH].map((name) => lookAt(examined, name)));
    const isThere = !found.flat().some(({ status, where }) => status === "problem" && where?.thing === functionName);
    return [...found.flat(), ...(isThere ? await askInside(examined) : [])];
  },
};

async function lookAt({ aws, region }: Examined, name: string): Promise<readonly Found[]> {
  const where = { region, thing: name };
  const asked = aws().lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  const known = await unless(/^ResourceNotFoundException$/, asked);
  if (!known) {
    return [{ status: "problem", what: `There is no function ${name} in ${region}.`, fix: DEPLOY, where }];
  }
  const { State = "Active", StateReason = "", LastUpdateStatus = "Successful", DeadLetterConfig } = known;
  const found: Found[] = [];
  if (State === "Failed" || LastUpdateStatus === "Failed") {
    const what = `The function ${name} is ${State}, its last update ${LastUpdateStatus}. ${StateReason}`.trim();
    found.push({ status: "problem", what, fix: DEPLOY, where });
  }
  if (!DeadLetterConfig?.TargetArn) {
    const what = `The function ${name} has no dead-letter queue: an event that fails three times is lost.`;
    found.push({ status: "problem", what, fix: DEPLOY, where });
  }
  return found.length > 0 ? found : [{ status: "ok", what: `The function ${name} is there.`, where }];
}

/** Its configuration is read as it starts: one that cannot be read has it fail. */
async function askInside({ inside, heard, functionName, region }: Examined): Promise<readonly Found[]> {
  const { settings } = await inside();
  const regions = await heard();
  const what = `It answers, reads its configuration (severity from ${settings.severityFrom}), and hears ${regions.join(", ")}.`;
  return [{ status: "ok", what, where: { region, thing: functionName } }];
}
