// Statements of AWS policies that allow every action, and managed policies that do.
// Source: IAM JSON policy reference: `Effect`, `Action`, `*` for every action; the managed policy AdministratorAccess.
import type { ConfigNode, ConfigSummary } from '../../../languages/summary/config';
import type { Place } from '../../../text/span';
import { nodeAt, textAt } from '../../selection/configTree';
import { eachOf, placeIn } from './deployment';

const EVERYTHING = new Set<unknown>(['*', '*:*']);
const ADMINISTRATOR = /^(?:arn:aws[\w-]*:iam::aws:policy\/)?AdministratorAccess$/;

/** The `*` of each statement that allows every action, on whatever resources. */
export function allowsEverything(
  config: ConfigSummary,
  statements: ConfigNode | undefined,
): readonly Place[] {
  return eachOf(statements).flatMap((statement) => {
    if (textAt(statement, 'Effect') !== 'Allow' || nodeAt(statement, 'Condition')) return [];
    const star = eachOf(nodeAt(statement, 'Action')).find(
      (action) => action.kind === 'scalar' && EVERYTHING.has(action.value),
    );
    return star ? [placeIn(config, star)] : [];
  });
}

/** Managed policies among some names or ARNs that allow everything. */
export function administratorsIn(config: ConfigSummary, names: ConfigNode | undefined): readonly Place[] {
  return eachOf(names).flatMap((name) =>
    name.kind === 'scalar' && typeof name.value === 'string' && ADMINISTRATOR.test(name.value)
      ? [placeIn(config, name)]
      : [],
  );
}
