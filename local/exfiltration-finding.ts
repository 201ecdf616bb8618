// What GuardDuty says when an instance's credentials are used from outside.

export type Exfiltration = {
  readonly account: string;
  readonly accessKeyId: string;
  readonly roleName: string;
  /** `AROA…:session` */
  readonly principalId: string;
  readonly instanceId: string;
  readonly seenAt: string;
};

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-iam.html */
export function exfiltrationFinding({ account, accessKeyId, roleName, principalId, instanceId, seenAt }: Exfiltration) {
  const id = "1ab92989eaf0e742df4a014d5171b8e0";
  const detectorId = "5ab04b1110c865eecf516eee2435ede7";
  return {
    schemaVersion: "2.0",
    accountId: account,
    region: "us-east-1",
    partition: "aws",
    id,
    arn: `arn:aws:guardduty:us-east-1:${account}:detector/${detectorId}/finding/${id}`,
    type: "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
    resource: {
      resourceType: "AccessKey",
      accessKeyDetails: { accessKeyId, principalId, userType: "AssumedRole", userName: roleName },
      instanceDetails: { instanceId },
    },
    service: {
      serviceName: "guardduty",
      detectorId,
      action: {
        actionType: "AWS_API_CALL",
        awsApiCallAction: {
          api: "GetSecretValue",
          serviceName: "secretsmanager.amazonaws.com",
          callerType: "Remote IP",
          remoteIpDetails: { ipAddressV4: "198.51.100.7", country: { countryName: "Nowhere" } },
        },
      },
      resourceRole: "TARGET",
      additionalInfo: { value: "{}", type: "default" },
      eventFirstSeen: seenAt,
      eventLastSeen: seenAt,
      archived: false,
      count: 1,
    },
    severity: 8,
    createdAt: seenAt,
    updatedAt: seenAt,
    title: `Credentials for the EC2 instance role ${roleName} were used from an external IP address.`,
    description: `Credentials created exclusively for the instance ${instanceId} have been used from 198.51.100.7.`,
  };
}
