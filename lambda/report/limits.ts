// What a report cannot know: said in each, so that nobody takes it for more.

export const LIMITS: readonly string[] = [
  "It says what the responder's record and CloudTrail's management events say. Data events, as reading an object in S3, are not among these: what was read there is not in this report.",
  "CloudTrail is minutes late, at times longer. What happened in the last minutes before the report was made may be missing.",
  "A credential counts as dead from the cutoff of its deny on, or from the deactivation of its key; IAM takes some seconds to enforce either everywhere. A call in these seconds is not counted as having got through.",
  "What is likely is so by circumstance: a person decides whether it is the intruder's.",
  "Session names, user agents, titles, reasons and names of policies are the words of whoever made them, and may be the intruder's.",
  "The chain of hashes shows that the entries belong together and that none was changed since the last hash was noted elsewhere. Whoever may write the whole table could write a whole chain anew: compare the last hash with a copy that was kept outside.",
];
