// The usual questions to the responder's log, in the console of CloudWatch Logs Insights.
import { CfnQueryDefinition, type ILogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { QUERIES } from "./query-list.ts";

export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { log }: { readonly log: ILogGroup }) {
    super(scope, id);
    for (const { name, query } of QUERIES) {
      new CfnQueryDefinition(this, name.replaceAll(" ", ""), {
        name: `credential-leak-responder/${name}`,
        queryString: query.join("\n| "),
        logGroupNames: [log.logGroupName],
      });
    }
  }
}
