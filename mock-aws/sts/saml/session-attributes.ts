// The attributes of an assertion by which an identity provider steers the session: roles, name, tags, source identity.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
import { invalidToken } from "../federation/refusals.ts";

const PREFIX = "https://aws.amazon.com/SAML/Attributes/";
const TAG = `${PREFIX}PrincipalTag:`;

/** Words of AWS's guide to SAML trouble. `SessionDuration` is the console's: a call says DurationSeconds itself. */
const NAME = /^[a-zA-Z_0-9+=,.@-]{2,64}$/;
const NAME_MISSING = "RoleSessionName is required in AuthnResponse";
const NAME_WRONG = "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}";
const SOURCE_WRONG = 'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"';

type Attributes = ReadonlyMap<string, readonly string[]>;

export function sessionAttributes(attributes: Attributes, provider: string) {
  const [sourceIdentity] = attributes.get(`${PREFIX}SourceIdentity`) ?? [];
  if (sourceIdentity !== undefined && !NAME.test(sourceIdentity)) throw invalidToken(SOURCE_WRONG);
  return {
    roles: rolesFor(attributes.get(`${PREFIX}Role`) ?? [], provider),
    sessionName: sessionName(attributes),
    tags: tagsOf(attributes),
    transitiveTagKeys: attributes.get(`${PREFIX}TransitiveTagKeys`) ?? [],
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  };
}

/** Each value is a pair, in either order: the ARN of a role, the ARN of the provider through which it is to be had. */
function rolesFor(values: readonly string[], provider: string): readonly string[] {
  return values.flatMap((value) => {
    const pair = value.split(",").map((arn) => arn.trim());
    return pair.length === 2 && pair.includes(provider) ? pair.filter((arn) => arn !== provider) : [];
  });
}

function sessionName(attributes: Attributes): string {
  const [name] = attributes.get(`${PREFIX}RoleSessionName`) ?? [];
  if (name === undefined) throw invalidToken(NAME_MISSING);
  if (!NAME.test(name)) throw invalidToken(NAME_WRONG);
  return name;
}

function tagsOf(attributes: Attributes) {
  return [...attributes].flatMap(([name, [Value = "", ...others]]) => {
    if (!name.startsWith(TAG)) return [];
    if (others.length > 0) throw invalidToken(`The session tag ${name.slice(TAG.length)} has several values.`);
    return [{ Key: name.slice(TAG.length), Value }];
  });
}
