// Another organization's account, or one that nobody has enrolled: what is not served is not touched.
import { accountOf, type Guardrail, NOT_APPLICABLE, PASS } from "./guardrail.ts";

export const servedAccount: Guardrail = (question) => {
  const account = accountOf(question);
  if (account === undefined) return NOT_APPLICABLE;
  const { context, config } = question;
  const served = [context.home, ...config.members.accounts, config.administration?.account];
  if (served.includes(account)) return PASS;
  return {
    is: "refuse",
    because: `${account} is neither this responder's account nor among members.accounts. If it is another organization's, only its owner can revoke the credential: tell them, or AWS at https://repost.aws/knowledge-center/report-aws-abuse`,
  };
};
