// organizations:ListCreateAccountStatus — https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListCreateAccountStatus.html
import { z } from "zod";
import { define, listPage, paging } from "./define.ts";
import { showCreation } from "./show.ts";

export const listCreateAccountStatus = define({
  name: "ListCreateAccountStatus",
  readOnly: true,
  input: { ...paging, States: z.array(z.enum(["IN_PROGRESS", "SUCCEEDED", "FAILED"])).optional() },
  run({ States, ...page }, { creations }) {
    const wanted = [...creations.values()]
      .map(showCreation)
      .filter(({ State }) => !States || States.some((state) => state === State));
    return listPage(
      "CreateAccountStatuses",
      wanted,
      ({ Id }) => Id,
      (creation) => creation,
      page,
    );
  },
});
