// `{configPath: <path>, <operator>}`: what the configuration says below the subject's own document or node.
import type { Place } from '../../../text/span';
import { parseConfigPath, type Resolved, resolveConfigPath } from '../configPath';
import { configValue } from '../configView';
import type { Moment } from '../operator';
import { negate, some, unknownBecause, type Verdict, verdict } from '../truth';
import { BROKEN, type Condition, type Keys, type Scope } from './condition';
import { compileOperation } from './operation';

export function compileConfigPath(
  raw: Readonly<Record<string, unknown>>,
  keys: Keys,
  scope: Scope,
): Condition {
  const { configPath, ...rest } = raw;
  const path = typeof configPath === 'string' ? parseConfigPath(configPath) : undefined;
  if (!path) {
    scope.report([...keys, 'configPath'], `${JSON.stringify(configPath)} is no path`);
    return BROKEN;
  }
  const operation = compileOperation(rest, keys, [], scope);
  if (!operation) return BROKEN;
  const exists = 'exists' in rest ? rest.exists === true : undefined;
  return {
    test: (moment) => {
      const resolved = resolveHere(moment, path);
      if (!resolved)
        return unknownBecause([{ why: 'its configuration cannot be read', place: moment.view.place }]);
      if (exists !== undefined)
        return exists ? existence(resolved, moment) : negate(existence(resolved, moment));
      return some([
        ...resolved.found.map(({ node, place }) => operation(configValue(node, place), moment)),
        ...(resolved.blockers.length > 0 ? [unknownBecause(resolved.blockers)] : []),
      ]);
    },
    attributes: [],
    reads: new Set(['config'] as const),
  };
}

/** Every branch of the path must lead to a node. */
function existence(resolved: Resolved, moment: Moment): Verdict {
  const lacking = resolved.missing[0];
  if (lacking) return verdict(false, lacking);
  if (resolved.blockers.length > 0) return unknownBecause(resolved.blockers);
  const found = resolved.found[0];
  return found ? verdict(true, found.place) : verdict(false, moment.view.place);
}

function resolveHere(moment: Moment, path: ReturnType<typeof parseConfigPath>): Resolved | undefined {
  const { view } = moment;
  const start = view.config ?? moment.world.documentOf(view.place);
  if (!start || !path) return undefined;
  const at = (span: { start: number; end: number }): Place => ({
    path: start.summary.path,
    start: span.start,
    end: span.end,
  });
  const own = view.fact?.attributes.own;
  const names =
    own && own.value !== 'unknown' && Array.isArray(own.effective) ? own.effective.map(String) : undefined;
  return resolveConfigPath(start.node, path, at, names);
}
