// The roles as they are deployed are enough for every story, and no action of them is there for none.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FORWARD, NOTIFY, WIDGET } from "../../lambda/own-names.ts";
import { type Use, usesOf } from "../../mock-aws/used-permissions.ts";
import { ADMINISTRATION, type Estate, HOME, MEMBER, ROLES, type Served, startEstate, templateFor } from "./estate.ts";
import { grantedTo, withoutAction } from "./granted.ts";
import { type Outcome, playStories, type Scene } from "./play.ts";

/** Every action of every role takes minutes, so three are looked at: EVERY_ACTION=1 for each. */
const EVERY_ACTION = process.env["EVERY_ACTION"] === "1";

const NO_LOGS = "Lambda writes the log in the function's name, and the local AWS has no CloudWatch Logs.";
const LOGS = { "logs:CreateLogStream": NO_LOGS, "logs:PutLogEvents": NO_LOGS };

/** Of each role the actions that no story uses, and why they are there. */
const UNUSED: readonly (readonly [account: Served, role: string, why: Readonly<Record<string, string>>])[] = [
  [HOME, ROLES[HOME], LOGS],
  [HOME, WIDGET, LOGS],
  [HOME, NOTIFY, LOGS],
  [MEMBER, ROLES[MEMBER], {}],
  [MEMBER, FORWARD, {}],
  [ADMINISTRATION, ROLES[ADMINISTRATION], {}],
];

const NOTHING: Use = { allowed: new Set(), refused: [] };
const useOf = ({ aws }: Estate, account: string, role: string) =>
  usesOf(aws.aws.world()).get(`arn:aws:iam::${account}:role/${role}`) ?? NOTHING;

const AS_IT_SHOULD = { contained: ["contained", "is refused"], lifted: ["lifted", "works"] };

describe("in an organization with the responder in a security account", () => {
  let estate: Estate;
  let outcomes: readonly Outcome[];
  beforeAll(async () => {
    estate = await startEstate();
    outcomes = await playStories(estate);
  });
  afterAll(() => estate.aws.close());

  test("every leak is contained, and as it was after the lift", () => {
    expect(outcomes.length).toBeGreaterThan(10);
    expect(outcomes).toEqual(outcomes.map(({ story }) => ({ story, ...AS_IT_SHOULD, because: [] })));
  });

  test.each(UNUSED)("in %s, %s was refused nothing, and has used all that it is allowed", (account, role, why) => {
    const { allowed, refused } = useOf(estate, account, role);
    expect(refused).toEqual([]);
    const granted = grantedTo(templateFor(account), role);
    expect(granted.filter((action) => !allowed.has(action))).toEqual(Object.keys(why));
  });
});

const PERSON = "a session of a person of Identity Center";
const ROOT = "the root user's key";
const KEY = "a role's session, of which its key is known";

type Mutation = { readonly taken: Served; readonly action: string; readonly story?: string };

/** What finds somebody, what denies, what lifts: each with a story that needs it. */
const SOME: readonly Mutation[] = [
  { taken: HOME, action: "sts:GetAccessKeyInfo", story: KEY },
  { taken: MEMBER, action: "iam:UpdateAssumeRolePolicy", story: KEY },
  { taken: ADMINISTRATION, action: "sso:DeleteInlinePolicyFromPermissionSet", story: PERSON },
];

/** Where the role of the account is at work. */
const STAGES: Readonly<Record<Served, (scene: Scene) => boolean>> = {
  [HOME]: ({ place, name }) => place.account === HOME || name === PERSON,
  [MEMBER]: ({ place }) => place.account === MEMBER,
  [ADMINISTRATION]: ({ place, name }) => place.account === MEMBER && [PERSON, ROOT, KEY].includes(name),
};

const TO_THE_QUEUE = "sqs:SendMessage";

describe("an action that is taken away from a role", () => {
  test.each(EVERY_ACTION ? every() : SOME)("in $taken is missed: $action", async (mutation) => {
    const missed = await missedIn(mutation);
    expect(missed.filter((message) => message.includes(`perform: ${mutation.action} `))).not.toEqual([]);
  });

  test("is missed at once, where it is the way to the dead-letter queue: without it Lambda takes no function", async () => {
    const missed = missedIn({ taken: HOME, action: TO_THE_QUEUE });
    await expect(missed).rejects.toThrow("does not have permissions to call SendMessage on SQS");
  });
});

/** What the role was refused. */
async function missedIn({ taken, action, story }: Mutation): Promise<readonly string[]> {
  const less = await startEstate({
    change: (template, account) => (account === taken ? withoutAction(template, ROLES[taken], action) : template),
  });
  const isTold = (scene: Scene) => STAGES[taken](scene) && (story === undefined || scene.name === story);
  await playStories(less, isTold).catch(() => undefined); // Without its ledger nobody can even look.
  await less.aws.close();
  return useOf(less, taken, ROLES[taken]).refused;
}

function every(): readonly Mutation[] {
  return UNUSED.filter(([account, role]) => role === ROLES[account]).flatMap(([taken, role, why]) => {
    const needed = grantedTo(templateFor(taken), role).filter((action) => !(action in why) && action !== TO_THE_QUEUE);
    return needed.map((action) => ({ taken, action }));
  });
}
