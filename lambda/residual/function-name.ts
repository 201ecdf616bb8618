// A function of Lambda as a request names it: by name, ARN or `account:function:name`, each with a version or alias or without.
//
// https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html

/** `cron` of `arn:aws:lambda:us-east-1:111122223333:function:cron:live`. */
export function functionName(said: string): string | undefined {
  return partsOf(said)[0];
}

/** `live` of it. */
export function functionQualifier(said: string): string | undefined {
  return partsOf(said)[1];
}

function partsOf(said: string): readonly string[] {
  return said.replace(/^.*:function:/s, "").split(":");
}
