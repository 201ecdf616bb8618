// GuardDuty findings as EventBridge delivers them, shaped like recorded ones.

export type FindingOptions = {
  readonly id?: string;
  readonly type?: string;
  readonly account?: string;
  readonly accessKeyId?: string | null;
  readonly principalId?: string;
  readonly userName?: string;
  readonly userType?: string;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  readonly additionalInfo?: unknown;
};

export function guardDutyEvent(options: FindingOptions = {}) {
  const account = options.account ?? "111122223333";
  const lastSeen = options.lastSeen ?? "2026-03-01T08:58:00.000Z";
  return {
    version: "0",
    id: "c8c4daa7-a20c-2f03-0070-b7393dd542ad",
    "detail-type": "GuardDuty Finding",
    source: "aws.guardduty",
    account,
    time: lastSeen,
    region: "us-east-1",
    resources: [],
    detail: guardDutyFinding({ ...options, account, lastSeen }),
  };
}

function guardDutyFinding(options: FindingOptions & { readonly account: string; readonly lastSeen: string }) {
  const id = options.id ?? "1ab92989eaf0e742df4a014d5171b8e0";
  return {
    schemaVersion: "2.0",
    accountId: options.account,
    region: "us-east-1",
    partition: "aws",
    id,
    arn: `arn:aws:guardduty:us-east-1:${options.account}:detector/5ab04b1110c865eecf516eee2435ede7/finding/${id}`,
    type: options.type ?? "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
    resource: {
      resourceType: "AccessKey",
      accessKeyDetails: {
        ...(options.accessKeyId === undefined ? {} : { accessKeyId: options.accessKeyId }),
        principalId: options.principalId ?? "AROAEXAMPLEEXAMPLE123:i-0123456789abcdef0",
        userType: options.userType ?? "AssumedRole",
        userName: options.userName ?? "app",
      },
    },
    service: {
      serviceName: "guardduty",
      detectorId: "5ab04b1110c865eecf516eee2435ede7",
      action: {
        actionType: "AWS_API_CALL",
        awsApiCallAction: {
          api: "GetSecretValue",
          serviceName: "secretsmanager.amazonaws.com",
          callerType: "Remote IP",
          remoteIpDetails: { ipAddressV4: "198.51.100.7" },
        },
      },
      resourceRole: "TARGET",
      additionalInfo: options.additionalInfo ?? { value: "{}", type: "default" },
      eventFirstSeen: options.firstSeen ?? options.lastSeen,
      eventLastSeen: options.lastSeen,
      archived: false,
      count: 1,
    },
    severity: 8,
    createdAt: options.lastSeen,
    updatedAt: options.lastSeen,
    title: "Credentials for the EC2 instance role app were used from an external IP address.",
    description: "Credentials created exclusively for an EC2 instance have been used from 198.51.100.7.",
  };
}
