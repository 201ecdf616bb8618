// What is asked: who calls, which action on which resource, and what is known about the call.

/** Who makes a request, with every name that a Principal element can call it by. */
export type RequestPrincipal =
  | { readonly type: "root"; readonly account: string; readonly arn: string }
  | { readonly type: "user"; readonly account: string; readonly arn: string; readonly userId: string }
  | {
      readonly type: "role-session";
      readonly account: string;
      /** The session's ARN, `arn:aws:sts::<account>:assumed-role/<role>/<session>`. */
      readonly arn: string;
      readonly roleArn: string;
      /** `AROA…`, without the session name. */
      readonly roleId: string;
    }
  | {
      /** Made by GetFederationToken. */
      readonly type: "federated-user";
      readonly account: string;
      /** `arn:aws:sts::<account>:federated-user/<name>`. */
      readonly arn: string;
      /** The IAM user (or root) who asked for the token. */
      readonly userArn: string;
      readonly userId: string;
    }
  | { readonly type: "service"; readonly service: string }
  | { readonly type: "saml"; readonly provider: string }
  /** `provider` is the OIDC provider's ARN, or the bare name of one of the built-in providers. */
  | { readonly type: "web-identity"; readonly provider: string }
  | { readonly type: "anonymous" };

/** Values of the condition keys of one request, by lower-cased key; a key that is absent is absent. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

export type AccessRequest = {
  readonly principal: RequestPrincipal;
  /** `iam:PutRolePolicy` */
  readonly action: string;
  /** An ARN, or `*` for actions that name no resource. */
  readonly resource: string;
  /** The account that owns the resource; the caller's own account when left out. */
  readonly resourceAccount?: string;
  readonly context: RequestContext;
};
