// What a person does about a root user that has leaked, where no policy of ours reaches it.

/** Signed in as root: nobody else can. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html */
export function endRootByHand(account: string): string {
  return `Act now, as its owner:
1. Sign in to the console of ${account} as root. If the password no longer works, reset it by mail, or call AWS Support: https://support.aws.amazon.com/#/contacts/aws-account-support
2. Under "Security credentials": delete every access key, change the password, remove MFA devices that are not yours, add one of your own.
3. Sessions that the keys have opened live for an hour at most. See what is left: aws iam get-account-summary --query SummaryMap.AccountAccessKeysPresent`;
}

/**
 * Without root's password, from the management account or IAM's delegated administrator:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
 */
export function endRootOfMemberByHand(account: string): string {
  return `${endRootByHand(account)}
Or without its password, from the management account, where centralized root access is on (aws iam list-organizations-features; else: aws organizations enable-aws-service-access --service-principal iam.amazonaws.com && aws iam enable-organizations-root-credentials-management):
aws sts assume-root --region us-east-1 --target-principal ${account} --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials
and with the credentials that this gives:
aws iam list-access-keys
aws iam delete-access-key --access-key-id AKIA…
aws iam delete-login-profile`;
}
