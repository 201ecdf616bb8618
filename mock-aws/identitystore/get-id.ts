// identitystore:GetUserId, GetGroupId — https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_GetUserId.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { define, groupArn, notFound, userArn } from "./define.ts";
import type { IdentityStore } from "./store.ts";

const name = text({ min: 1, max: 256 });

/** One of the two; nothing here comes from an outside identity provider, so no external id is anybody's. */
const AlternateIdentifier = z.strictObject({
  ExternalId: z.strictObject({ Issuer: name, Id: name }).optional(),
  UniqueAttribute: z.strictObject({ AttributePath: text({ min: 1, max: 255 }), AttributeValue: z.string() }).optional(),
});

type Candidate = { readonly id: string; readonly value: string | undefined };

type Lookup = {
  readonly title: "User" | "Group";
  readonly everyArn: string;
  /** By attribute path in lower case. */
  readonly attributes: Readonly<Record<string, (store: IdentityStore) => readonly Candidate[]>>;
};

const LOOKUPS: readonly Lookup[] = [
  {
    title: "User",
    everyArn: userArn("*"),
    attributes: {
      username: ({ users }) => [...users.values()].map(({ id, userName }) => ({ id, value: userName })),
      "emails.value": ({ users }) =>
        [...users.values()].map(({ id, attributes }) => ({ id, value: firstEmail(attributes) })),
    },
  },
  {
    title: "Group",
    everyArn: groupArn("*"),
    attributes: {
      displayname: ({ groups }) => [...groups.values()].map(({ id, displayName }) => ({ id, value: displayName })),
    },
  },
];

export const getId = LOOKUPS.map(({ title, everyArn, attributes }) =>
  define({
    name: `Get${title}Id`,
    readOnly: true,
    input: { AlternateIdentifier },
    resources: () => [everyArn],
    run({ AlternateIdentifier: { UniqueAttribute, ExternalId } }, store) {
      if ((UniqueAttribute === undefined) === (ExternalId === undefined))
        throw new AwsError("ValidationException", "Specify either an ExternalId or a UniqueAttribute.", 400);
      const value = UniqueAttribute?.AttributeValue ?? ExternalId?.Id ?? "";
      const id = UniqueAttribute && find(attributes, UniqueAttribute.AttributePath, value, store);
      if (id === undefined) throw notFound(title.toUpperCase(), value);
      return { IdentityStoreId: store.id, [`${title}Id`]: id };
    },
  }),
);

function find(attributes: Lookup["attributes"], path: string, value: string, store: IdentityStore): string | undefined {
  const candidates = attributes[path.toLowerCase()];
  if (!candidates) throw new AwsError("ValidationException", `The attribute ${path} is not a unique attribute`, 400);
  return candidates(store).find((one) => one.value?.toLowerCase() === value.toLowerCase())?.id;
}

function firstEmail({ Emails }: Readonly<Record<string, unknown>>): string | undefined {
  const [email] = (Emails ?? []) as readonly { readonly Value?: string }[]; // Of CreateUser's own schema.
  return email?.Value;
}
