// The usual questions to the log, as data: queries of CloudWatch Logs Insights.
//
// Insights finds the members of each JSON line by itself; of a list it makes `because.0`, `because.1` …:
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html

export type SavedQuery = {
  /** Its place in the console's list, below `credential-leak-responder/`. */
  readonly name: string;
  readonly query: readonly string[];
};

export const QUERIES: readonly SavedQuery[] = [
  {
    name: "What happened to an incident",
    query: [
      "fields @timestamp, message, verdict, status, proof, step, because, because.0, by, err.message",
      'filter incident = "INCIDENT"',
      "sort @timestamp asc",
    ],
  },
  {
    name: "Why was it refused or asked",
    query: [
      "fields @timestamp, account, principal.kind, principal.name, verdict, because.0, because.1, incident",
      'filter message = "answered" and verdict in ["refuse", "ask"]',
      "sort @timestamp desc",
    ],
  },
  {
    name: "Who was denied",
    query: [
      "fields @timestamp, account, principal.kind, principal.name, cutoff, status, incident",
      'filter message = "answered" and verdict = "contain"',
      "sort @timestamp desc",
    ],
  },
  {
    name: "What failed",
    query: [
      "fields @timestamp, level, message, incident, err.type, err.message, because.0",
      'filter level in ["warn", "error"]',
      "sort @timestamp desc",
    ],
  },
  {
    name: "Which alerts came",
    query: [
      'filter message = "alert"',
      "stats count(*) as alerts, latest(lastSeen) as seen by type, principal.kind, principal.name",
      "sort alerts desc",
    ],
  },
  {
    name: "Who undid steps",
    query: [
      "fields @timestamp, incident, step, because, by, tool",
      'filter message in ["tamper", "a step was undone by somebody"]',
      "sort @timestamp desc",
    ],
  },
  {
    name: "What a containment is worth",
    query: [
      "fields @timestamp, incident, proof, denied, allowed, missing.0, missing.1",
      'filter message = "proof"',
      "sort @timestamp desc",
    ],
  },
  {
    name: "Who answered",
    query: [
      "fields @timestamp, incident, action, by, otherwise",
      'filter message in ["answered by a person", "nobody answered"]',
      "sort @timestamp desc",
    ],
  },
  {
    name: "When drills arrived",
    query: ['filter message = "drill arrived"', "stats latest(@timestamp) as arrived, count(*) as drills by region"],
  },
  {
    name: "How long runs take",
    query: [
      'filter @type = "REPORT"',
      "stats max(@duration) as slowest, pct(@duration, 50) as usual, max(@maxMemoryUsed) as memory by bin(5m)",
    ],
  },
];
