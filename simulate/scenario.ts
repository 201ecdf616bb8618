// What chance decides about one seed before anything happens: the organization, the leak, the intruder, the delays.
import type { Dice } from "./dice.ts";
import { createDice } from "./dice.ts";
import { OPPONENTS, type OpponentName } from "./opponent/index.ts";
import type { LeakKind } from "./opponent/opponent.ts";
import { drawOrganization, ENGINEER, type OrganizationPlan, type Principal } from "./organization.ts";

export type Delays = {
  /** Milliseconds, as the local AWS's settings have them. */
  readonly iamPropagation: number;
  readonly trailDelay: number;
  readonly eventDelay: number;
};

export type Scenario = {
  readonly seed: number;
  /** The line of the table: one opponent, or `mixture`. */
  readonly opponent: OpponentName | "mixture";
  /** Who plays: one, or the two of a mixture with one intruder's hands. */
  readonly opponents: readonly OpponentName[];
  readonly leak: LeakKind;
  /** Whether what leaks may edit IAM: nothing but a service control policy stops whoever may. */
  readonly editsIam: boolean;
  readonly organization: OrganizationPlan;
  /** Roles in which people work all day. */
  readonly workplaces: readonly Principal[];
  readonly delays: Delays;
  /** From the theft to its alert, seconds. */
  readonly alertAfter: number;
  /** How long the owners of a broken workload need to give it fresh credentials, seconds. */
  readonly repairAfter: number;
};

export const LINES: readonly Scenario["opponent"][] = [...(Object.keys(OPPONENTS) as OpponentName[]), "mixture"];

/** The seed's own opponent unless one is named; each defender meets the same scenario. */
export function drawScenario(seed: number, wished?: Scenario["opponent"]): Scenario {
  const dice = createDice(seed, "scenario");
  const opponent = wished ?? LINES[seed % LINES.length] ?? "mixture";
  const opponents = opponent === "mixture" ? drawMixture(dice) : [opponent];
  const players = opponents.map((name) => OPPONENTS[name]);
  const leak = dice.pick(commonLeaks(opponents));
  const leakedKind = leak === "user-key" || leak === "federated-token" ? "user" : "role";
  const circle = leakedKind === "role" && (players.some(({ circle }) => circle) || dice.chance(0.5));
  const organization = drawOrganization(dice, { leakedKind, circle });
  return {
    seed,
    opponent,
    opponents,
    leak,
    editsIam: players.some(({ editsIam }) => editsIam),
    organization,
    workplaces: drawWorkplaces(dice, organization),
    delays: {
      iamPropagation: dice.whole(2_000, 6_000), // 3 to 6 seconds were measured; "a few minutes" are documented.
      trailDelay: dice.whole(2 * 60_000, 10 * 60_000),
      eventDelay: dice.whole(2_000, 30_000),
    },
    alertAfter: dice.whole(45, dice.pick([120, 600, 900])),
    repairAfter: dice.whole(180, 900),
  };
}

function commonLeaks(names: readonly OpponentName[]): readonly LeakKind[] {
  const [first = [], ...others] = names.map((name) => OPPONENTS[name].leaks);
  return first.filter((leak) => others.every((leaks) => leaks.includes(leak)));
}

/** Two that can begin with the same leak. */
function drawMixture(dice: Dice): readonly OpponentName[] {
  const names = Object.keys(OPPONENTS) as OpponentName[];
  const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const));
  return dice.pick(pairs.filter((pair) => commonLeaks(pair).length > 0));
}

/** The leaked role is in use, as leaked roles are, and a few others. */
function drawWorkplaces(dice: Dice, { roles, leaked }: OrganizationPlan): readonly Principal[] {
  const trusted = roles.filter(({ trusts }) => trusts.some(({ name }) => name === ENGINEER));
  const others = dice.some(trusted, dice.whole(1, 3)).map(({ principal }) => principal);
  return [...new Set([...(leaked.kind === "role" ? [leaked] : []), ...others])];
}
