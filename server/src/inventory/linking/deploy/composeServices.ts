// Services of compose files: what they are built from or which image they run, and whether they run privileged.
// Source: the Compose specification, `services.<name>.{build,image,command,entrypoint,privileged}`.
import type { ConfigEntry, ConfigSummary } from '../../../languages/summary/config';
import { folderOf, nodeAt, rootOf, textAt } from '../../selection/configTree';
import { type Deployment, fromRoot, isTrue, lastEntries, placeIn, wordsOf } from './deployment';

const COMPOSE = /(^|\/)(docker-)?compose[^/]*\.ya?ml$/i;
/** Files that only a developer's machine or a test run uses. */
const NOT_DEPLOYED =
  /(^|\/)\.devcontainer\/|[./_-](dev|devel|development|local|test|tests|testing|ci|e2e|debug|override)\.ya?ml$/i;

export function composeServices(config: ConfigSummary): readonly Deployment[] {
  if (!COMPOSE.test(config.path) || NOT_DEPLOYED.test(config.path)) return [];
  return lastEntries(nodeAt(rootOf(config), 'services')).flatMap((entry) =>
    entry.value.kind === 'map' ? [toService(config, entry)] : [],
  );
}

function toService(config: ConfigSummary, { key, keySpan, value }: ConfigEntry): Deployment {
  const build = nodeAt(value, 'build');
  const context = build?.kind === 'scalar' ? textAt(value, 'build') : textAt(build, 'context');
  const isRemote = context !== undefined && /^[\w+.-]+:|^git@/.test(context);
  const folder =
    build && !isRemote && build.kind !== 'templated'
      ? fromRoot(folderOf(config.path), context ?? '.')
      : undefined;
  const dockerfile = textAt(build, 'dockerfile') ?? 'Dockerfile';
  const privileged = nodeAt(value, 'privileged');
  return {
    form: 'service',
    name: key,
    place: placeIn(config, keySpan),
    folder,
    dockerfile: folder === undefined ? undefined : fromRoot(folder, dockerfile),
    image: textAt(value, 'image'),
    command: wordsOf(nodeAt(value, 'entrypoint'), nodeAt(value, 'command')),
    privileged: isTrue(privileged) ? [placeIn(config, privileged)] : [],
    iamWildcard: [],
  };
}
