// Functions of AWS SAM and CloudFormation templates and of serverless.yml, with the code of their handler and what their role allows.
// Source: SAM specification, AWS::Serverless::Function (CodeUri, Handler, Policies, Role) and Globals; CloudFormation AWS::Lambda::Function,
// AWS::IAM::Role (Policies, ManagedPolicyArns); Serverless Framework, `provider.iam.role.statements` and `functions.<name>.handler`.
import type { ConfigEntry, ConfigNode, ConfigSummary } from '../../../languages/summary/config';
import type { Place } from '../../../text/span';
import { fileName, folderOf, nodeAt, rootOf, textAt } from '../../selection/configTree';
import { type Deployment, eachOf, fromRoot, lastEntries, placeIn } from './deployment';
import { administratorsIn, allowsEverything } from './iamStatements';

const SERVERLESS = /^serverless\.(?:ya?ml|json)$/;

export function awsFunctions(config: ConfigSummary): readonly Deployment[] {
  if (config.format !== 'yaml' && config.format !== 'json') return [];
  if (SERVERLESS.test(fileName(config.path))) return serverlessFunctions(config);
  return config.documents.flatMap((document) => templateFunctions(config, document));
}

function templateFunctions(config: ConfigSummary, document: ConfigNode): readonly Deployment[] {
  const resources = lastEntries(nodeAt(document, 'Resources'));
  return resources.flatMap((resource) => {
    const type = textAt(resource.value, 'Type');
    const properties = nodeAt(resource.value, 'Properties');
    const defaults = nodeAt(document, 'Globals', 'Function');
    if (type !== 'AWS::Serverless::Function' && type !== 'AWS::Lambda::Function') return [];
    const serverless = type === 'AWS::Serverless::Function';
    const handler = textAt(properties, 'Handler') ?? textAt(defaults, 'Handler');
    const code = serverless ? (textAt(properties, 'CodeUri') ?? textAt(defaults, 'CodeUri') ?? '.') : '.';
    const role = roleNamed(resources, nodeAt(properties, 'Role') ?? nodeAt(defaults, 'Role'));
    const own = serverless && !nodeAt(properties, 'Role') ? nodeAt(properties, 'Policies') : undefined;
    return [
      toFunction(config, resource, handler, code, [...policiesOf(config, own), ...roleOf(config, role)]),
    ];
  });
}

/** Names of managed policies, policy documents or templates, one or a list. */
function policiesOf(config: ConfigSummary, policies: ConfigNode | undefined): readonly Place[] {
  return [
    ...administratorsIn(config, policies),
    ...eachOf(policies).flatMap((policy) => allowsEverything(config, nodeAt(policy, 'Statement'))),
  ];
}

function roleOf(config: ConfigSummary, role: ConfigNode | undefined): readonly Place[] {
  const properties = nodeAt(role, 'Properties');
  return [
    ...administratorsIn(config, nodeAt(properties, 'ManagedPolicyArns')),
    ...eachOf(nodeAt(properties, 'Policies')).flatMap((policy) =>
      allowsEverything(config, nodeAt(policy, 'PolicyDocument', 'Statement')),
    ),
  ];
}

/** `!GetAtt Name.Arn` (the tag is no part of the value), `{ Fn::GetAtt: [Name, Arn] }` or `Name.Arn`: a role of this template. */
function roleNamed(
  resources: readonly ConfigEntry[],
  reference: ConfigNode | undefined,
): ConfigNode | undefined {
  const long = nodeAt(reference, 'Fn::GetAtt');
  const [first] = eachOf(long);
  const text =
    reference?.kind === 'templated'
      ? /^(?:!GetAtt\s+)?["']?(\w+)\.Arn\b/.exec(reference.text)?.[1]
      : undefined;
  const name = text ?? (first?.kind === 'scalar' ? String(first.value).split('.')[0] : undefined);
  const role = resources.find(({ key }) => key === name)?.value;
  return textAt(role, 'Type') === 'AWS::IAM::Role' ? role : undefined;
}

/** All functions run under the role of the provider, unless they name one of their own. */
function serverlessFunctions(config: ConfigSummary): readonly Deployment[] {
  const root = rootOf(config);
  const provider = nodeAt(root, 'provider');
  if (textAt(provider, 'name') !== 'aws') return [];
  const shared = [
    ...allowsEverything(config, nodeAt(provider, 'iam', 'role', 'statements')),
    ...allowsEverything(config, nodeAt(provider, 'iamRoleStatements')),
    ...administratorsIn(config, nodeAt(provider, 'iam', 'role', 'managedPolicies')),
  ];
  const given = nodeAt(provider, 'iam', 'role');
  const isElsewhere = given !== undefined && given.kind !== 'map';
  return lastEntries(nodeAt(root, 'functions')).map((entry) => {
    const isOwn = isElsewhere || nodeAt(entry.value, 'role') !== undefined;
    return toFunction(config, entry, textAt(entry.value, 'handler'), '.', isOwn ? [] : shared);
  });
}

/** `src/chat.handler` in the folder of the code is the module `src/chat`. */
function toFunction(
  config: ConfigSummary,
  { key, keySpan }: ConfigEntry,
  handler: string | undefined,
  code: string,
  iamWildcard: readonly Place[],
): Deployment {
  const folder = fromRoot(folderOf(config.path), code);
  const module = handler?.replace(/\.[\w$]+$/, '');
  return {
    form: 'function',
    name: key,
    place: placeIn(config, keySpan),
    handler: folder === undefined || module === undefined ? undefined : fromRoot(folder, module),
    privileged: [],
    iamWildcard,
  };
}
