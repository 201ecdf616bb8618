// iam:ListSigningCertificates — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSigningCertificates.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { PAGE, page } from "../paging.ts";
import { namedHolder, onNamedUser } from "../user/self.ts";
import { certificatesOf, showCertificate } from "./certificates.ts";

export const listSigningCertificates = operation({
  name: "ListSigningCertificates",
  readOnly: true,
  input: z.object({ UserName: entityName.optional(), ...PAGE }),
  authorize: onNamedUser("ListSigningCertificates"),
  run(wish, call) {
    const own = certificatesOf(call.world, namedHolder(wish, call));
    const { items, more } = page(own, ({ id }) => id, wish);
    return { Certificates: items.map(showCertificate), ...more };
  },
});
