// For people: how many files were looked at, why some were not, and what could not be found out.
import { toPlain } from './plainText';
import type { ReportInput, ReportOptions } from './report';
import { plural } from './textTable';

/** Skipped files and paths named unless everything is asked for. */
const MAX_LISTED = 10;
const MAX_PATHS = 3;

export function fileLines({ inventory }: ReportInput, { style, detail }: ReportOptions): string[] {
  const { scanned, parsed, skipped } = inventory.files;
  const listed = detail === 'verbose' ? skipped : skipped.slice(0, MAX_LISTED);
  const rest = skipped.length - listed.length;
  return [
    `${plural(scanned, 'file')} scanned, ${parsed} parsed, ${skipped.length} skipped`,
    ...listed.map(({ path, why }) => `  ${toPlain(path) || 'the folder itself'}: ${toPlain(why)}`),
    ...(rest > 0 ? [`  and ${rest} more; --verbose lists them`] : []),
  ].map((line) => style('quiet', line));
}

/** What went wrong inside the program, and what that costs: rules left out, attributes that are unknown. */
export function faultLines({ ruleErrors, faults }: ReportInput): string[] {
  return [
    ...ruleErrors.map(({ rule, message }) => `Rule ${rule} was left out: ${message}`),
    ...faults.map(
      ({ what, paths, error }) =>
        `Not found out for ${toPaths(paths)}, because of an internal error (${error}): ${what}`,
    ),
  ].map(toPlain);
}

function toPaths(paths: readonly string[]): string {
  if (paths.length === 0) return 'the workspace';
  const rest = paths.length - MAX_PATHS;
  return `${paths.slice(0, MAX_PATHS).join(', ')}${rest > 0 ? ` and ${plural(rest, 'other file')}` : ''}`;
}
