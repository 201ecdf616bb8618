// The deny of a person in Identity Center: written into the permission set, taken to its accounts, looked after and taken out.
import { AccessDeniedException, ConflictException, ThrottlingException } from "@aws-sdk/client-sso-admin";
import type { Aws } from "../aws.ts";
import { cutoffOf, denyOlderSessions, withoutOurDeny } from "../older-sessions-policy.ts";
import { countedLength } from "../policy-text.ts";
import type { DenyPermissionSet } from "../steps.ts";
import type { Acts } from "./later-acts.ts";
import {
  type Provisioning,
  provision,
  provisioning,
  provisionWhereOutdated,
  readInlinePolicy,
  writeInlinePolicy,
} from "./permission-set.ts";
import { personScope } from "./person-scope.ts";
import { writeOrFind, writeUntilItStands } from "./write-until-it-stands.ts";

export const acts: Acts<"deny-permission-set"> = {
  /**
   * Reads the text itself, whatever was read before: other people's denies may be in it by now. Is over when AWS has taken
   * the order to provision; `holds` and `effective` see whether it was done.
   */
  async apply(aws, step) {
    const read = async () => (await readInlinePolicy(aws, step)) ?? null;
    const withDeny = (text: string | null) => denyOlderSessions(text, step.cutoff, personScope(step));
    const before = await read();
    const { standing, changed, ...written } = await writeUntilItStands(before, {
      read,
      textOf: (text) => text,
      wanted: (text) => (withDeny(text) === text ? undefined : withDeny(text)),
      async write(wanted) {
        refuseTooLong(step, wanted);
        return writeInlinePolicy(aws, step, wanted).catch(explain(step));
      },
      called: `the deny until ${step.cutoff} out of the permission set ${step.permissionSetArn}`,
    });
    if (changed) await provision(aws, step).catch(laterOr(explain(step)));
    const isNews = changed || (await provisionWhereOutdated(aws, step));
    return { step, before, wrote: withDeny(standing), changed: isNews, ...written };
  },

  /** Work that AWS has under way is not undone by anybody. */
  async holds(aws, step) {
    const { lost, progress } = await look(aws, step);
    if (lost !== undefined) return { holds: false, because: lost };
    if (!progress.outdated.includes(step.memberAccount) || progress.underWay) return { holds: true };
    return { holds: false, because: notProvisioned([step.memberAccount], step, progress) };
  },

  /** Nothing simulates these sessions: it counts that every role of the set has the text that denies the person. */
  async effective(aws, step) {
    const { lost, progress } = await look(aws, step);
    if (lost !== undefined) return { holds: false, because: lost };
    if (progress.outdated.length === 0) return { holds: true };
    return { holds: false, because: notProvisioned(progress.outdated, step, progress) };
  },

  async undo(aws, step, { before, wrote }) {
    const now = await readInlinePolicy(aws, step);
    if (now === undefined) return { outcome: "gone", note: "The permission set was deleted, and its roles with it." };
    const rest = now === null ? null : withoutOurDeny(now, { cutoff: step.cutoff, before, wrote }, personScope(step));
    if (rest !== now) {
      await writeOrFind(
        () => writeInlinePolicy(aws, step, rest).catch(explain(step)),
        async () => (await readInlinePolicy(aws, step)) === rest,
      );
      await provision(aws, step);
      return { outcome: "restored", note: "The permission set is without the deny; AWS takes it to the accounts." };
    }
    await provisionWhereOutdated(aws, step);
    if (now === before) return { outcome: "restored", note: "The permission set is as it was before." };
    if (cutoffOf(now, personScope(step)) === undefined)
      return { outcome: "gone", note: "The deny was no longer there." };
    return { outcome: "left", note: "The deny that stands there is somebody else's: it stays." };
  },
};

/** https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html: bytes, without white space and with it. */
const [MOST_COUNTED, MOST] = [10_240, 32_768];

function refuseTooLong({ permissionSetArn }: DenyPermissionSet, text: string): void {
  const counted = countedLength(text);
  if (counted <= MOST_COUNTED && text.length <= MOST) return;
  throw new Error(
    `The inline policy of the permission set ${permissionSetArn} has no room for the deny: it would have ${counted} characters without white space, and AWS takes ${MOST_COUNTED}. Shorten it, or move statements into a managed policy; it is tried again each minute.`,
  );
}

function explain({ permissionSetArn, account }: DenyPermissionSet) {
  return (error: unknown): never => {
    if (!(error instanceof AccessDeniedException)) throw error;
    throw new Error(
      `The account ${account} may not change the permission set ${permissionSetArn}: ${error.message} A permission set that is provisioned in the management account can be changed from there only, not by a delegated administrator.`,
      { cause: error },
    );
  };
}

/**
 * What is written must not be forgotten because AWS is busy with the set's accounts: `holds` will find them outdated, and
 * the next attempt asks again.
 */
function laterOr(otherwise: (error: unknown) => never) {
  return (error: unknown): void => {
    if (error instanceof ConflictException || error instanceof ThrottlingException) return;
    otherwise(error);
  };
}

/** `lost`: what is wrong with the text. Where the permission set is gone, its roles and their sessions are gone too. */
async function look(
  aws: Aws,
  step: DenyPermissionSet,
): Promise<{ readonly lost?: string; readonly progress: Provisioning }> {
  const [text, progress] = await Promise.all([readInlinePolicy(aws, step), provisioning(aws, step)]);
  if (text === undefined) return { progress };
  const cutoff = cutoffOf(text, personScope(step));
  const where = `the inline policy of the permission set ${step.permissionSetArn}`;
  if (cutoff === undefined) return { lost: `The deny of the user ${step.userId} was taken out of ${where}.`, progress };
  if (Date.parse(cutoff) >= Date.parse(step.cutoff)) return { progress };
  return { lost: `The cutoff of the user ${step.userId} in ${where} was moved back to ${cutoff}.`, progress };
}

function notProvisioned(
  accounts: readonly string[],
  step: DenyPermissionSet,
  { underWay, failure }: Provisioning,
): string {
  const what = `The permission set ${step.permissionSetArn} with the deny has not reached ${list(accounts)}`;
  if (underWay) return `${what}: AWS is at it.`;
  return failure === undefined ? `${what}.` : `${what}: ${failure}`;
}

function list(accounts: readonly string[]): string {
  const [shown, more] = [accounts.slice(0, 5).join(", "), accounts.length - 5];
  return more > 0 ? `${shown} and ${more} more accounts` : `the account ${shown}`;
}
