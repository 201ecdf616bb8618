// Findings about a compromised instance, container on an instance, or function: its role's credentials are taken for leaked.
import * as z from "zod";
import { COMPROMISING_TYPES, meansCompromise } from "../fields/compromised-workload.ts";
import { alertOf } from "../fields/credential.ts";
import { reader } from "../fields/reader.ts";
import { isGenerated } from "../fields/sample.ts";
import { lenientText } from "../fields/text.ts";
import { credentialOfFunction, credentialOfInstance } from "../fields/workload.ts";
import type { Finding } from "./finding.ts";
import type { Shape } from "./shape.ts";

/**
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Resource.html. `ecsClusterDetails`, `eksClusterDetails`
 * and `kubernetesDetails` name neither a task's nor a pod's role: containers are reached through their instance only.
 */
const resource = reader(() =>
  z.object({
    instanceDetails: z
      .object({
        instanceId: lenientText,
        iamInstanceProfile: z.object({ arn: lenientText, id: lenientText }).optional().catch(undefined),
      })
      .optional()
      .catch(undefined),
    lambdaDetails: z.object({ role: lenientText }).optional().catch(undefined),
  }),
);

export const workload: Shape = {
  patterns: [
    { type: COMPROMISING_TYPES, resource: { instanceDetails: { instanceId: [{ prefix: "i-" }] } } },
    { type: COMPROMISING_TYPES, resource: { lambdaDetails: { role: [{ prefix: "arn:aws" }] } } },
  ],
  read,
};

function read({ type, account, about, resource: given }: Finding) {
  if (!meansCompromise(type)) return [];
  const { instanceDetails, lambdaDetails } = resource(given).data ?? {};
  const id = instanceDetails?.instanceId;
  const profile = instanceDetails?.iamInstanceProfile;
  const credential =
    (id?.startsWith("i-") ? credentialOfInstance({ id, profileArn: profile?.arn, account }) : undefined) ??
    credentialOfFunction(lambdaDetails?.role, account);
  return credential ? [alertOf({ ...about, sample: about.sample || isGenerated(profile?.id) }, credential)] : [];
}
