// The name and the address under which somebody opened an account outside the organization.
import { perAccount } from "../world.ts";

export type AccountFacts = { name: string; email: string };

/** Made up, where nobody says otherwise: the local AWS opens such accounts without a form to fill in. */
export const accountFacts = perAccount<AccountFacts>(({ id }) => ({
  name: `account ${id}`,
  email: `aws-${id}@example.com`,
}));
