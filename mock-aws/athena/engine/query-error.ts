// What makes a query fail, in the words in which Athena gives its reason.

export class QueryError extends Error {}
