// identitystore:CreateUser — https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_CreateUser.html
import { z } from "zod";
import { uuid } from "../ids.ts";
import { text } from "../input.ts";
import { attribute, define, duplicate } from "./define.ts";

const kind = { Type: attribute.optional(), Primary: z.boolean().optional() };
const contact = z.strictObject({ Value: attribute.optional(), ...kind });
const address = z.strictObject({
  StreetAddress: attribute.optional(),
  Locality: attribute.optional(),
  Region: attribute.optional(),
  PostalCode: attribute.optional(),
  Country: attribute.optional(),
  Formatted: attribute.optional(),
  ...kind,
});

/** "Users must have a UserName, DisplayName, GivenName and FamilyName." */
const ATTRIBUTES = {
  Name: z.strictObject({
    GivenName: attribute,
    FamilyName: attribute,
    Formatted: attribute.optional(),
    MiddleName: attribute.optional(),
    HonorificPrefix: attribute.optional(),
    HonorificSuffix: attribute.optional(),
  }),
  DisplayName: attribute,
  NickName: attribute.optional(),
  ProfileUrl: attribute.optional(),
  Emails: z.array(contact).length(1).optional(),
  Addresses: z.array(address).length(1).optional(),
  PhoneNumbers: z.array(contact).length(1).optional(),
  UserType: attribute.optional(),
  Title: attribute.optional(),
  PreferredLanguage: attribute.optional(),
  Locale: attribute.optional(),
  Timezone: attribute.optional(),
};

export const createUser = define({
  name: "CreateUser",
  readOnly: false,
  input: { UserName: text({ min: 1, max: 128, pattern: /[\p{L}\p{M}\p{S}\p{N}\p{P}]+/u }), ...ATTRIBUTES },
  resources: () => [],
  run({ UserName, ...wish }, store, { world, now }) {
    if ([...store.users.values()].some(({ userName }) => userName.toLowerCase() === UserName.toLowerCase()))
      throw duplicate("UserName");
    const id = uuid(world.random);
    const attributes = Object.fromEntries(Object.keys(ATTRIBUTES).map((key) => [key, Reflect.get(wish, key)]));
    store.users.set(id, { id, userName: UserName, attributes, createdAt: now });
    return { IdentityStoreId: store.id, UserId: id };
  },
});
