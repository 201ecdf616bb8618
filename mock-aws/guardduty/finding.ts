// Sample findings: what CreateSampleFindings makes, marked as samples in both places where GuardDuty marks them.
// https://docs.aws.amazon.com/guardduty/latest/ug/sample_findings.html
import type { World } from "../world.ts";
import { detectorArn } from "./detector-arn.ts";

/** As in events and in GetFindings, with the names that both use. */
export type Finding = {
  readonly schemaVersion: "2.0";
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly id: string;
  readonly arn: string;
  readonly type: string;
  readonly resource: object;
  readonly service: { readonly count: number; readonly eventLastSeen: string; readonly [name: string]: unknown };
  readonly severity: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly title: string;
  readonly description: string;
};

/** Findings about access keys, each with its severity: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-iam.html */
export const SAMPLE_TYPES: ReadonlyMap<string, number> = new Map([
  ["CredentialAccess:IAMUser/AnomalousBehavior", 5],
  ["DefenseEvasion:IAMUser/AnomalousBehavior", 5],
  ["Discovery:IAMUser/AnomalousBehavior", 2],
  ["Exfiltration:IAMUser/AnomalousBehavior", 8],
  ["Impact:IAMUser/AnomalousBehavior", 8],
  ["InitialAccess:IAMUser/AnomalousBehavior", 5],
  ["PenTest:IAMUser/KaliLinux", 5],
  ["PenTest:IAMUser/ParrotLinux", 5],
  ["PenTest:IAMUser/PentooLinux", 5],
  ["Persistence:IAMUser/AnomalousBehavior", 5],
  ["Policy:IAMUser/RootCredentialUsage", 2],
  ["PrivilegeEscalation:IAMUser/AnomalousBehavior", 5],
  ["Recon:IAMUser/MaliciousIPCaller", 5],
  ["Recon:IAMUser/MaliciousIPCaller.Custom", 5],
  ["Recon:IAMUser/TorIPCaller", 5],
  ["Stealth:IAMUser/CloudTrailLoggingDisabled", 2],
  ["Stealth:IAMUser/PasswordPolicyChange", 2],
  ["UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B", 5],
  ["UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS", 8],
  ["UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS", 8],
  ["UnauthorizedAccess:IAMUser/MaliciousIPCaller", 5],
  ["UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom", 5],
  ["UnauthorizedAccess:IAMUser/TorIPCaller", 5],
]);

export function hexId(world: World): string {
  let id = "";
  while (id.length < 32) id += Math.floor(world.random() * 16).toString(16);
  return id;
}

export function makeSample(
  world: World,
  detector: { readonly account: string; readonly region: string; readonly id: string },
  type: string,
): Finding {
  const { account, region } = detector;
  const id = hexId(world);
  const now = new Date(world.clock.now()).toISOString();
  return {
    schemaVersion: "2.0",
    accountId: account,
    region,
    partition: "aws",
    id,
    arn: `${detectorArn(account, region, detector.id)}/finding/${id}`,
    type,
    resource: {
      resourceType: "AccessKey",
      accessKeyDetails: {
        accessKeyId: "GeneratedFindingAccessKeyId",
        principalId: "GeneratedFindingPrincipalId",
        userName: "GeneratedFindingUserName",
        userType: "IAMUser",
      },
    },
    service: {
      serviceName: "guardduty",
      detectorId: detector.id,
      action: { actionType: "AWS_API_CALL", awsApiCallAction: callOf() },
      resourceRole: "TARGET",
      additionalInfo: { sample: true, type: "default", value: '{"sample":true}' },
      eventFirstSeen: now,
      eventLastSeen: now,
      archived: false,
      count: 1,
    },
    severity: SAMPLE_TYPES.get(type) ?? 5,
    createdAt: now,
    updatedAt: now,
    title: `A sample of ${type}.`,
    description: `The local AWS made this sample of the finding ${type}.`,
  };
}

/** From an address of RFC 5737, as GuardDuty's own samples. */
function callOf() {
  return {
    api: "GeneratedFindingAPIName",
    serviceName: "GeneratedFindingAPIServiceName",
    callerType: "Remote IP",
    remoteIpDetails: {
      ipAddressV4: "198.51.100.0",
      organization: {
        asn: "-1",
        asnOrg: "GeneratedFindingASNOrg",
        isp: "GeneratedFindingISP",
        org: "GeneratedFindingORG",
      },
      country: { countryName: "GeneratedFindingCountryName" },
      city: { cityName: "GeneratedFindingCityName" },
      geoLocation: { lat: 0, lon: 0 },
    },
    affectedResources: {},
  };
}

/** The same finding again: under its id, with the time of the latest occurrence. */
export function recur(finding: Finding, now: number): Finding {
  const updatedAt = new Date(now).toISOString();
  const service = { ...finding.service, count: finding.service.count + 1, eventLastSeen: updatedAt };
  return { ...finding, updatedAt, service };
}
