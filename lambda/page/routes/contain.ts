// Containing somebody: the form, the plan, and the deed.
import type { Context, Hono } from "hono";
import type { Responder } from "../../answers.ts";
import { contain } from "../act.ts";
import type { Fields, Site } from "../site.ts";
import { containPage } from "../view/contain-page.ts";
import { notice } from "../view/layout.ts";
import { type PlannedWish, planPage } from "../view/plan-page.ts";
import { type Wish, wishesOfFinding, wishOfForm, wishOfPlan } from "../wish.ts";

export function containRoutes(app: Hono, site: Site): void {
  app.get("/contain", (context) => form(site, context));
  app.post("/contain/plan", async (context) => {
    const fields = await site.fields(context);
    if (!fields) return form(site, context, {}, OLD_FORM);
    try {
      const body = planPage(await plansOf(site.responder(), wishesOf(fields, site.now())), site.token);
      return await site.show(context, { title: "What would be done", body, here: "contain" });
    } catch (error) {
      if (!isBadInput(error)) throw error;
      return form(site, context, fields, error.message);
    }
  });
  app.post("/contain", async (context) => {
    const fields = await site.fields(context);
    if (!fields) return form(site, context, {}, OLD_FORM);
    if (fields["confirm"] !== "yes") return form(site, context, {}, "Nothing was done: the plan was not confirmed.");
    const { incident, told } = await contain(site.responder(), wishOfPlan(fields["wish"] ?? ""));
    if (incident === undefined)
      return site.show(context, { title: "Refused", body: notice(told), here: "contain" }, 409);
    return context.redirect(`/incidents/${encodeURIComponent(incident)}?told=${site.told.keep(told)}`, 303);
  });
}

const OLD_FORM = "The form was not of this page, or of an earlier start of it. Nothing was done: fill it in again.";

function form(site: Site, context: Context, typed: Fields = {}, problem?: string) {
  const body = containPage({ token: site.token, typed, problem });
  const status = problem === undefined ? 200 : problem === OLD_FORM ? 403 : 400;
  return site.show(context, { title: "Contain", body, here: "contain" }, status);
}

function wishesOf(fields: Fields, now: number): readonly Wish[] {
  const { finding } = fields;
  return finding === undefined ? [wishOfForm(fields)] : wishesOfFinding(finding, new Date(now).toISOString());
}

/** One after the other: each reads CloudTrail, which is slow to answer many at once. */
async function plansOf({ ask }: Responder, wishes: readonly Wish[]): Promise<readonly PlannedWish[]> {
  const plans: PlannedWish[] = [];
  for (const wish of wishes.slice(0, MOST_PLANS)) plans.push({ wish, planned: await ask("plan", wish) });
  return plans;
}

const MOST_PLANS = 20;

/** Thrown here, or by the function at the other end. */
function isBadInput(error: unknown): error is Error {
  return error instanceof Error && error.name === "BadInputError";
}
