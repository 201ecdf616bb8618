// Findings about the Kubernetes API that name the IAM principal behind the Kubernetes user.
import * as z from "zod";
import { alertOf } from "../fields/credential.ts";
import { reader } from "../fields/reader.ts";
import { suspectOfArn } from "../fields/suspect-of-arn.ts";
import { lenientText } from "../fields/text.ts";
import type { Finding } from "./finding.ts";
import type { Shape } from "./shape.ts";

/**
 * Whose credentials were used from a known bad address, through Tor, or as never before. Policies that are too wide,
 * anonymous calls and odd containers name a user too, who did nothing but make them.
 */
const FAMILIES = ["MaliciousIPCaller", "TorIPCaller", "AnomalousBehavior"];

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_KubernetesUserDetails.html */
const resource = reader(() =>
  z.object({
    kubernetesDetails: z.object({ kubernetesUserDetails: z.object({ username: lenientText }) }),
  }),
);

/**
 * An access entry's user is called by the principal's ARN unless the cluster's administrator has chosen another name
 * (https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html): `arn:aws:sts::…:assumed-role/role/session`.
 */
export const kubernetesUser: Shape = {
  patterns: [
    {
      type: FAMILIES.map((family) => ({ wildcard: `*:Kubernetes/${family}*` })),
      resource: { kubernetesDetails: { kubernetesUserDetails: { username: [{ prefix: "arn:aws" }] } } },
    },
  ],
  read,
};

/** A principal of another account is none of the finding's account: who may map users in the cluster may name anybody. */
function read({ type, account, about, resource: given }: Finding) {
  const details = resource(given).data?.kubernetesDetails.kubernetesUserDetails;
  if (!details || !FAMILIES.some((family) => type.includes(`:Kubernetes/${family}`))) return [];
  const named = suspectOfArn(details.username, about.region);
  if (!named || named.principal.kind === "instance-profile") return [];
  if (named.account === account) return [alertOf(about, named)];
  const said = `a principal of the account ${named.account}, in a finding of the account ${account}`;
  return [alertOf(about, { account, principal: { kind: "unknown", said } })];
}
