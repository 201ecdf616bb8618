// Findings with `resource.accessKeyDetails`: recognised by shape, since types get renamed and split.
import * as z from "zod";
import { alertOf } from "../fields/credential.ts";
import { ACCESS_KEY_ID, onlyIf } from "../fields/names.ts";
import { reader } from "../fields/reader.ts";
import { isGenerated } from "../fields/sample.ts";
import { isOfAnotherAccount, suspectOf } from "../fields/suspect.ts";
import { optionalText, unreadable } from "../fields/text.ts";
import type { Finding } from "./finding.ts";
import type { Shape } from "./shape.ts";

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_AccessKeyDetails.html */
const resource = reader(() =>
  z.object({
    accessKeyDetails: z
      .object({ accessKeyId: optionalText, principalId: optionalText, userName: optionalText, userType: optionalText })
      .nullish(),
  }),
);

/**
 * Findings about S3, EKS and others carry them too. Exact lists of types fall silent: `InstanceCredentialExfiltration` became
 * `.InsideAWS` and `.OutsideAWS` one day.
 */
export const accessKey: Shape = {
  patterns: ["accessKeyId", "principalId", "userName", "userType"].map((member) => ({
    resource: { accessKeyDetails: { [member]: [{ exists: true }] } },
  })),
  read,
};

function read({ resource: given, account, about }: Finding) {
  const parsed = resource(given ?? {});
  if (!parsed.success) throw unreadable("The resource of the GuardDuty finding", parsed.error);
  const details = parsed.data.accessKeyDetails;
  const said = Object.values(details ?? {}).filter((text) => text !== undefined);
  if (!details || said.length === 0) return [];
  const accessKeyId = onlyIf(ACCESS_KEY_ID, details.accessKeyId);
  const identity = {
    type: details.userType,
    principalId: details.principalId,
    name: details.userName,
    ...(accessKeyId ? { accessKeyId } : {}),
  };
  const sample = about.sample || [details.accessKeyId, details.principalId, details.userType].some(isGenerated);
  return [
    alertOf(
      { ...about, sample },
      {
        principal: suspectOf(identity),
        accessKeyId,
        account: isOfAnotherAccount(identity) && accessKeyId ? undefined : account,
      },
    ),
  ];
}
