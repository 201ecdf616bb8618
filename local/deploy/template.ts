// A template of CloudFormation, as far as ours use it.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html

export type Properties = Readonly<Record<string, unknown>>;

export type Resource = {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
};

export type Template = {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
};

/** What a resource answers to: `Ref`, and `Fn::GetAtt` by attribute. */
export type Made = { readonly ref: string; readonly attributes?: Readonly<Record<string, string>> };
