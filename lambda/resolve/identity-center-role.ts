// The roles that IAM Identity Center makes for its permission sets, by their path.

/** Whether the role is one that Identity Center has made. Nobody else can make one there. */
export function isIdentityCenterRole({ path }: { readonly path: string }): boolean {
  return PATH.test(path);
}

/** The Region of the Identity Center, where the path says. */
export function regionInPath(path: string): string | undefined {
  return PATH.exec(path)?.[1];
}

/** "If your identity source is hosted in us-east-1, there is no aws-region in the ARN": referencingpermissionsets.html. */
const PATH = /^\/aws-reserved\/sso\.amazonaws\.com\/(?:([a-z0-9-]+)\/)?$/;
