// STS: every operation that the local AWS has of it.
import { withKnownMembers } from "../known-members.ts";
import type { Service } from "../operation.ts";
import { STS_DIALECT } from "../wire/dialects.ts";
import { queryProtocol } from "../wire/query.ts";
import { assumeRole } from "./assume-role.ts";
import { assumeRoleWithSaml } from "./assume-role-with-saml.ts";
import { assumeRoleWithWebIdentity } from "./assume-role-with-web-identity.ts";
import { assumeRoot } from "./assume-root.ts";
import { decodeAuthorizationMessage } from "./decode-authorization-message.ts";
import { getAccessKeyInfo } from "./get-access-key-info.ts";
import { getCallerIdentity } from "./get-caller-identity.ts";
import { getFederationToken } from "./get-federation-token.ts";
import { getSessionToken } from "./get-session-token.ts";
import { getWebIdentityToken } from "./get-web-identity-token.ts";

export const STS: Service = {
  name: "sts",
  eventSource: "sts.amazonaws.com",
  api: "2011-06-15",
  protocol: queryProtocol("https://sts.amazonaws.com/doc/2011-06-15/", STS_DIALECT),
  operations: withKnownMembers([
    assumeRole,
    assumeRoleWithSaml,
    assumeRoleWithWebIdentity,
    assumeRoot,
    decodeAuthorizationMessage,
    getAccessKeyInfo,
    getCallerIdentity,
    getFederationToken,
    getSessionToken,
    getWebIdentityToken,
  ]),
};
