// IAM: every operation that the local AWS has of it.
import { withKnownMembers } from "../known-members.ts";
import type { Service } from "../operation.ts";
import { IAM_DIALECT } from "../wire/dialects.ts";
import { queryProtocol } from "../wire/query.ts";
import { ACCESS_KEY_OPERATIONS } from "./access-key/index.ts";
import { ACCOUNT_OPERATIONS } from "./account/index.ts";
import { BOUNDARY_OPERATIONS } from "./boundary/index.ts";
import { GROUP_OPERATIONS } from "./group/index.ts";
import { INLINE_POLICY_OPERATIONS } from "./inline-policy/index.ts";
import { INSTANCE_PROFILE_OPERATIONS } from "./instance-profile/index.ts";
import { LOGIN_PROFILE_OPERATIONS } from "./login-profile/index.ts";
import { MANAGED_POLICY_OPERATIONS } from "./managed-policy/index.ts";
import { MFA_OPERATIONS } from "./mfa/index.ts";
import { OIDC_PROVIDER_OPERATIONS } from "./oidc-provider/index.ts";
import { ORGANIZATIONS_ROOT_OPERATIONS } from "./organizations-root/index.ts";
import { OUTBOUND_FEDERATION_OPERATIONS } from "./outbound-federation/index.ts";
import { ROLE_OPERATIONS } from "./role/index.ts";
import { SAML_PROVIDER_OPERATIONS } from "./saml-provider/index.ts";
import { SERVICE_CREDENTIAL_OPERATIONS } from "./service-credential/index.ts";
import { SERVICE_LINKED_ROLE_OPERATIONS } from "./service-linked-role/index.ts";
import { SIGNING_CERTIFICATE_OPERATIONS } from "./signing-certificate/index.ts";
import { SIMULATE_OPERATIONS } from "./simulate/index.ts";
import { TAG_OPERATIONS } from "./tag/index.ts";
import { USER_OPERATIONS } from "./user/index.ts";
import { takeWrite } from "./write-rate.ts";

/** Errors that the trail names as the API does; IAM's own appear there as `<code>Exception`. */
const SAME_IN_TRAIL =
  /^(AccessDenied|Throttling|ValidationError|InvalidClientTokenId|NotImplemented|ServiceFailure|.*Exception)$/;

export const IAM: Service = {
  name: "iam",
  eventSource: "iam.amazonaws.com",
  api: "2010-05-08",
  global: true,
  protocol: queryProtocol("https://iam.amazonaws.com/doc/2010-05-08/", IAM_DIALECT),
  trailCode: (code) => (SAME_IN_TRAIL.test(code) ? code : `${code}Exception`),
  admits: takeWrite,
  operations: withKnownMembers([
    ...ACCESS_KEY_OPERATIONS,
    ...ACCOUNT_OPERATIONS,
    ...BOUNDARY_OPERATIONS,
    ...GROUP_OPERATIONS,
    ...INLINE_POLICY_OPERATIONS,
    ...INSTANCE_PROFILE_OPERATIONS,
    ...MANAGED_POLICY_OPERATIONS,
    ...MFA_OPERATIONS,
    ...ROLE_OPERATIONS,
    ...LOGIN_PROFILE_OPERATIONS,
    ...OIDC_PROVIDER_OPERATIONS,
    ...ORGANIZATIONS_ROOT_OPERATIONS,
    ...OUTBOUND_FEDERATION_OPERATIONS,
    ...SAML_PROVIDER_OPERATIONS,
    ...SERVICE_CREDENTIAL_OPERATIONS,
    ...SERVICE_LINKED_ROLE_OPERATIONS,
    ...SIGNING_CERTIFICATE_OPERATIONS,
    ...SIMULATE_OPERATIONS,
    ...TAG_OPERATIONS,
    ...USER_OPERATIONS,
  ]),
};
