// organizations:ListRoots — https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListRoots.html
import { define, paging } from "./define.ts";
import { showRoot } from "./show.ts";

export const listRoots = define({
  name: "ListRoots",
  readOnly: true,
  input: paging,
  run: (_input, org) => ({ Roots: [showRoot(org)] }),
});
