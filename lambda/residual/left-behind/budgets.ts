// Who is told of the bill: budgets, their alarms, the watch for unusual costs.
import type { ResidualKind, Rule } from "../kind.ts";

const BUDGET = "budget {budgetName|budget.budgetName}";
const look: Rule = {
  leaves: `settings of ${BUDGET}`,
  of: BUDGET,
  commands: [
    "budgets describe-budget --account-id {accountId|@account} --budget-name {budgetName|budget.budgetName|newBudget.budgetName}",
  ],
};

export const budgets: ResidualKind = {
  kind: "budget",
  section: "left-behind",
  title: "Budgets and cost alarms",
  why: "Nobody is told what the intruder spends.",
  calls: {
    "budgets:CreateBudget": {
      leaves: BUDGET,
      commands: ["budgets delete-budget --account-id {accountId|@account} --budget-name {budget.budgetName}"],
    },
    "budgets:DeleteBudget": { ends: BUDGET },
    "budgets:UpdateBudget": {
      ...look,
      leaves: "settings of budget {newBudget.budgetName|budgetName}",
      of: "budget {newBudget.budgetName|budgetName}",
    },
    "budgets:CreateNotification": look,
    "budgets:UpdateNotification": look,
    "budgets:DeleteNotification": look,
    "budgets:CreateSubscriber": look,
    "budgets:UpdateSubscriber": look,
    "budgets:DeleteSubscriber": look,
    "budgets:CreateBudgetAction": {
      leaves: `action {>actionId|actionId} of ${BUDGET}`,
      of: BUDGET,
      why: "It attaches policies with a role of its own when the limit is reached.",
      commands: [
        "budgets delete-budget-action --account-id {accountId|@account} --budget-name {budgetName} --action-id {>actionId}",
      ],
    },
    "budgets:DeleteBudgetAction": { ends: `action {>actionId|actionId} of ${BUDGET}`, once: true },
    "ce:DeleteAnomalyMonitor": { ends: "cost anomaly monitor {monitorArn}" },
    "ce:DeleteAnomalySubscription": { ends: "cost anomaly subscription {subscriptionArn}" },
    "ce:UpdateAnomalySubscription": {
      leaves: "settings of cost anomaly subscription {subscriptionArn}",
      commands: ["ce get-anomaly-subscriptions --subscription-arn-list {subscriptionArn}"],
    },
  },
};
