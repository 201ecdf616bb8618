// What another account needs: the role that lets the responder in, and the rules that send it what its trail and its detectors show.
//
// One template serves every account and every Region, for a StackSet: the account is AWS's to fill in, the roles are made in
// the responder's Region alone, and rules only where their events come up.
import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Config } from "../lambda/config.ts";
import { RESPONDER } from "../lambda/own-names.ts";
import { HOME_OF_IAM, partitionOf } from "../lambda/partition.ts";
import { roleGuard } from "../lambda/role-guard.ts";
import type { Statement } from "../lambda/role-policy.ts";
import { BoundedRole } from "./bounded-role.ts";
import { ALERT_RULES, administrationRules, trailRules } from "./event-list.ts";
import { AS_LONG_AS_POSSIBLE, type EventRule, EventRules } from "./event-rules.ts";
import { ForwardRole, forwardRoleArn } from "./forward-role.ts";
import { onlyIn, type Where } from "./where.ts";
import { withoutBootstrap } from "./without-bootstrap.ts";

/** Where the responder is. */
export type HomePlace = { readonly account: string; readonly region: string };

export type AccountStackProps = StackProps & {
  readonly config: Config;
  readonly home: HomePlace;
  /** The role's name, with its path where it has one. */
  readonly role: string;
  readonly externalId: string | undefined;
  /** What the responder may do here. */
  readonly statements: (partition: string) => readonly Statement[];
  /** Events of the organization, and where those of Identity Center come up, if this account administers them. */
  readonly administers?: { readonly identityCenterRegion: string | undefined };
};

export class AccountStack extends Stack {
  constructor(scope: Construct, id: string, props: AccountStackProps) {
    const { config, home, role, externalId, statements, administers, ...rest } = props;
    super(scope, id, { synthesizer: withoutBootstrap(), ...rest }); // It has no assets.
    const { partition, account } = this;
    const isHome = onlyIn(this, "IsRegionOfResponder", home.region);

    const bus = `arn:${partition}:events:${home.region}:${home.account}:event-bus/default`;
    if (isHome !== false) {
      new BoundedRole(this, "Role", {
        name: role,
        description: `Lets the credential leak responder of ${home.account} deny sessions here`,
        trust: [trustOf(partition, home, { externalId, organization: config.deployment.organization })],
        statements: [...statements(partition), ...roleGuard({ partition, account, config }, role)],
        where: isHome,
      });
      new ForwardRole(this, "Forward", { bus, where: isHome });
    }
    const iam = onlyIn(this, "IsRegionOfIam", HOME_OF_IAM[partitionOf(home.region)]);
    const center = administers?.identityCenterRegion;
    new EventRules(this, "Rules", {
      target: { arn: bus, roleArn: forwardRoleArn(this), retryPolicy: AS_LONG_AS_POSSIBLE },
      rules: [
        ...ALERT_RULES,
        ...trailRules(["every-region"]),
        ...only(iam, trailRules(["home-region"])),
        ...(administers ? only(iam, administrationRules("organization")) : []),
        ...(center === undefined
          ? []
          : only(onlyIn(this, "IsRegionOfIdentityCenter", center), administrationRules("identity-center"))),
      ],
    });
  }
}

/**
 * The account with a condition, and not the role itself as principal: IAM would keep the role's unique id in its place, and a
 * responder that was removed and deployed anew would be locked out everywhere. Whoever may assume it needs the permission at
 * home as well.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function trustOf(
  partition: string,
  home: HomePlace,
  { externalId, organization }: { readonly externalId: string | undefined; readonly organization: string | undefined },
): object {
  const equals = {
    ...(externalId === undefined ? {} : { "sts:ExternalId": externalId }),
    ...(organization === undefined ? {} : { "aws:PrincipalOrgID": organization }),
  };
  return {
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${home.account}:root` },
    Action: "sts:AssumeRole",
    Condition: {
      ArnEquals: { "aws:PrincipalArn": `arn:${partition}:iam::${home.account}:role/${RESPONDER}` },
      ...(Object.keys(equals).length > 0 ? { StringEquals: equals } : {}),
    },
  };
}

function only(where: Where, rules: readonly EventRule[]): readonly EventRule[] {
  return where === false ? [] : rules.map((rule) => ({ ...rule, where }));
}
