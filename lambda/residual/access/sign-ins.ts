// Sign-ins that the intruder has made: to the console, to the access portal, by tools through them.
//
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
import { orRoots } from "../by-root.ts";
import type { ResidualKind } from "../kind.ts";

const HOUR = 3600;

/** https://docs.aws.amazon.com/singlesignon/latest/userguide/end-active-sessions.html */
const PORTAL =
  "Identity Center, Users, the person, Active sessions: end them. Role sessions that were opened from there live on for as long as the permission set lets them.";
const PORTAL_WHY =
  "A session of the access portal gives out new role sessions after the cutoff; a deny in one permission set does not end it.";

export const signIns: ResidualKind = {
  kind: "sign-in",
  section: "access",
  title: "Console and portal sessions",
  why: "A console session lasts up to 12 hours. The deny ends what it may do only where it is on the same principal; the page stays open.",
  calls: {
    "signin:ConsoleLogin": orRoots(
      {
        leaves: "console session of {@callerArn}",
        until: { seconds: 12 * HOUR },
        commands: [
          "iam put-user-policy --user-name {@caller} --policy-name DenyOlderSessions --policy-document {@denyOlder}",
          "iam delete-login-profile --user-name {@caller}",
        ],
        byHand: "For a role, deny its older sessions.",
      },
      {
        byHand:
          "Change root's password, and remove MFA devices that are not yours: the session that is open lasts no longer than 12 hours.",
      },
    ),
    "signin:GetSigninToken": {
      leaves: "console session made of the key {@key}",
      until: { seconds: 12 * HOUR },
      why: "Temporary credentials were traded in for a sign-in to the console. It lasts for up to 12 hours, longer than they may; a deny on their principal covers it.",
      byHand: "Hold the deny on the principal of that key until then.",
    },
    "signin:SwitchRole": {
      leaves: "console session of role {>SwitchRole|@callerArn}",
      until: { seconds: 12 * HOUR },
      byHand: "Deny the older sessions of the role that was switched to.",
    },
    "signin:CreateOAuth2Token": {
      leaves: "tools signed in by aws login as {@callerArn}",
      until: { seconds: 12 * HOUR },
      why: "A sign-in by browser was turned into credentials that renew themselves for up to 12 hours.",
      byHand: "Deny the older sessions of that principal until then, and end its console sign-in.",
    },
    "sso:Authenticate": { leaves: "portal session of {@callerArn|@caller}", why: PORTAL_WHY, byHand: PORTAL },
    "sso:Federate": {
      leaves: "console sign-in from the portal of {@caller|@callerArn}",
      why: PORTAL_WHY,
      byHand: PORTAL,
    },
    "sso:CreateToken": { leaves: "portal token of {@caller|@callerArn}", why: PORTAL_WHY, byHand: PORTAL },
    "sso-oauth:CreateToken": { leaves: "portal token of {@caller|@callerArn}", why: PORTAL_WHY, byHand: PORTAL },
    "sso-oauth:CreateTokenWithIAM": { leaves: "portal token of {clientId}", why: PORTAL_WHY, byHand: PORTAL },
    "signin:UserAuthentication": { leaves: "portal session of {@caller}", why: PORTAL_WHY, byHand: PORTAL },
  },
};
