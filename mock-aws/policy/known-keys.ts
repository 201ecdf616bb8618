// The condition keys that AWS has: global ones, and those of the services that leaked credentials touch.

/**
 * By prefix. A name that ends in "/" or ":" opens a family, such as aws:PrincipalTag/<tag>.
 * Source: AWS global condition context keys [IAM User Guide]; Service Authorization Reference, per service.
 */
const KEYS: Readonly<Record<string, string>> = {
  aws: `AssumedRoot CalledVia CalledViaFirst CalledViaLast ChatbotSourceArn CurrentTime Ec2InstanceSourcePrivateIPv4
    Ec2InstanceSourceVpc EpochTime FederatedProvider MultiFactorAuthAge MultiFactorAuthPresent PrincipalAccount
    PrincipalArn PrincipalIsAWSService PrincipalOrgID PrincipalOrgPaths PrincipalServiceName PrincipalServiceNamesList
    PrincipalTag/ PrincipalType Referer RequestedRegion RequestTag/ ResourceAccount ResourceOrgID ResourceOrgPaths
    ResourceTag/ SecureTransport SignInSessionArn SourceAccount SourceArn SourceIdentity SourceIp SourceOrgID
    SourceOrgPaths SourceOwner SourceVpc SourceVpcArn SourceVpce TagKeys TokenIssueTime UserAgent userid username
    ViaAWSService VpceAccount VpceOrgID VpceOrgPaths VpcSourceIp`,
  sts: `AWSServiceName DurationSeconds ExternalId IdentityTokenAudience RequestContext/ RequestContextProviders
    RoleSessionName SigningAlgorithm SourceIdentity TaskPolicyArn TransitiveTagKeys`,
  iam: `AssociatedResourceArn AWSServiceName DelegationDuration DelegationRequestOwner FIDO-certification
    FIDO-FIPS-140-2-certification FIDO-FIPS-140-3-certification NotificationChannel OrganizationsPolicyId
    PassedToService PermissionsBoundary PolicyARN RegisterSecurityKey ResourceTag/ ServiceSpecificCredentialAgeDays
    ServiceSpecificCredentialServiceName TemplateArn`,
  saml: `aud cn commonName doc eduorghomepageuri eduorgidentityauthnpolicyuri eduorglegalname eduorgsuperioruri
    eduorgwhitepagesuri edupersonaffiliation edupersonassurance edupersonentitlement edupersonnickname
    edupersonorgdn edupersonorgunitdn edupersonprimaryaffiliation edupersonprimaryorgunitdn edupersonprincipalname
    edupersonscopedaffiliation edupersontargetedid givenName iss mail name namequalifier organizationStatus
    primaryGroupSID sub sub_type surname uid x500UniqueIdentifier`,
  identitystore: "GroupId IdentityStoreArn PrimaryRegion ReservedGroupId UserId",
  sso: "ApplicationAccount InstanceArn",
  organizations: "HandshakePartyType PolicyType ServicePrincipal TransferDirection TransferType",
  s3: `AccessGrantsInstanceArn AccessPointNetworkOrigin AccessPointTag/ authType BucketTag/ DataAccessPointAccount
    DataAccessPointArn delimiter ExistingObjectTag/ if-match if-none-match InventoryAccessibleOptionalFields
    JobSuspendedCause LocationConstraint max-keys object-lock-legal-hold object-lock-mode
    object-lock-remaining-retention-days object-lock-retain-until-date ObjectCreationOperation prefix
    RequestObjectTag/ RequestObjectTagKeys ResourceAccount signatureAge signatureversion TlsVersion versionid
    x-amz-acl x-amz-content-sha256 x-amz-copy-source x-amz-grant-full-control x-amz-grant-read
    x-amz-grant-read-acp x-amz-grant-write x-amz-grant-write-acp x-amz-metadata-directive x-amz-object-ownership
    x-amz-server-side-encryption x-amz-server-side-encryption-aws-kms-key-id
    x-amz-server-side-encryption-customer-algorithm x-amz-storage-class x-amz-website-redirect-location`,
  ec2: `Attribute Attribute/ AuthorizedService AuthorizedUser AvailabilityZone AvailabilityZoneId CreateAction
    EbsOptimized Encrypted ImageID ImageType InstanceAutoRecovery InstanceID InstanceMarketType InstanceMetadataTags
    InstanceProfile InstanceType IsLaunchTemplateResource KeyPairName KeyPairType LaunchTemplate
    MetadataHttpEndpoint MetadataHttpPutResponseHopLimit MetadataHttpTokens NetworkInterfaceID Owner ParentSnapshot
    ParentVolume Permission PlacementGroup PlacementGroupName ProductCode Public Region ResourceTag/ RoleDelivery
    RootDeviceType SecurityGroupID SnapshotID SnapshotTime SourceInstanceARN Subnet SubnetID Tenancy VolumeID
    VolumeIops VolumeSize VolumeThroughput VolumeType Vpc VpcID`,
  kms: `BypassPolicyLockoutSafetyCheck CallerAccount CustomerMasterKeySpec CustomerMasterKeyUsage DataKeyPairSpec
    EncryptionAlgorithm EncryptionContext: EncryptionContextKeys ExpirationModel GrantConstraintType GrantIsForAWSResource
    GrantOperations GranteePrincipal KeyAgreementAlgorithm KeyOrigin KeySpec KeyUsage MacAlgorithm MessageType
    MultiRegion MultiRegionKeyType PrimaryRegion ReEncryptOnSameKey ReplicaRegion RequestAlias ResourceAliases
    RetiringPrincipal RotationPeriodInDays ScheduleKeyDeletionPendingWindowInDays SigningAlgorithm ValidTo ViaService
    WrappingAlgorithm WrappingKeySpec`,
  secretsmanager: `AddReplicaRegions BlockPublicPolicy Description ForceDeleteWithoutRecovery
    ForceOverwriteReplicaSecret KmsKeyArn KmsKeyId ModifyRotationRules Name RecoveryWindowInDays
    resource/AllowRotationLambdaArn ResourceTag/ RotateImmediately RotationLambdaARN SecretId SecretPrimaryRegion Type
    VersionId VersionStage`,
  cloudwatch: "AlarmActions namespace requestInsightRuleLogGroups requestManagedResourceARNs",
  lambda: `CodeSigningConfigArn EventSourceToken FunctionArn FunctionUrlAuthType InvokedViaFunctionUrl Layer Principal
    SecurityGroupIds SourceFunctionArn SubnetIds VpcIds`,
  events: `creatorAccount detail-type detail.eventTypeCode detail.service detail.userIdentity.principalId EventBusArn
    eventBusInvocation ManagedBy source TargetArn`,
  dynamodb: `Attributes EnclosingOperation FullTableScan LeadingKeys ResourceTag/ ReturnConsumedCapacity ReturnValues
    Select`,
  sns: "Endpoint Protocol",
  securityhub: "ASFFSyntaxPath/ OCSFSyntaxPath/ TargetAccount",
  ssm: "AutoApprove Overwrite Policies Recursive resourceTag/ SessionDocumentAccessCheck SourceInstanceARN SyncType",
};

/** Claims that STS offers as `<provider>:<claim>` [IAM User Guide, available keys for web identity federation]. */
const OIDC_CLAIMS = new Set(
  `aud sub amr azp oaud email app_id id user_id actor actor_id enterprise environment job_workflow_ref ref repository
  repository_id repository_owner repository_owner_id workflow`.split(/\s+/),
);

const exact = new Set<string>();
const families: string[] = [];
for (const [prefix, names] of Object.entries(KEYS)) {
  for (const name of names.split(/\s+/)) {
    const key = `${prefix}:${name}`.toLowerCase();
    if (/[/:]$/.test(key)) families.push(key);
    else exact.add(key);
  }
}

/** `key` in lower case. */
export function isKnownKey(key: string): boolean {
  if (exact.has(key)) return true;
  if (families.some((family) => key.startsWith(family) && key.length > family.length)) return true;
  const colon = key.lastIndexOf(":");
  const provider = key.slice(0, Math.max(colon, 0));
  return provider.includes(".") && OIDC_CLAIMS.has(key.slice(colon + 1));
}
