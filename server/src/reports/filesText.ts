// For people: how many files were looked at, why some were not or only in part, and what could not be found out.
import { toPlain } from './plainText';
import type { ReportInput, ReportOptions } from './report';
import { toLocation } from './reportPlace';
import { plural } from './textTable';

/** Files of each kind and paths named unless everything is asked for. */
const MAX_LISTED = 10;
const MAX_PATHS = 3;

/** One line of counts, then what was skipped or read in part. */
export function fileLines({ inventory, lineTable }: ReportInput, options: ReportOptions): string[] {
  const { scanned, parsed, skipped, partial } = inventory.files;
  const counted = `${plural(scanned, 'file')} scanned, ${parsed} parsed, ${skipped.length} skipped`;
  return [
    partial.length === 0 ? counted : `${counted}, ${partial.length} read in part`,
    ...listed(
      skipped.map(({ path, why }) => `${toPlain(path) || 'the folder itself'}: ${toPlain(why)}`),
      options,
    ),
    ...listed(
      partial.map(
        ({ path, why, place }) =>
          `${toPlain(place ? toLocation(place, { lineTable }) : path)}: ${toPlain(why)}`,
      ),
      options,
    ),
  ].map((line) => options.style('quiet', line));
}

function listed(lines: readonly string[], { detail }: ReportOptions): string[] {
  const shown = detail === 'verbose' ? lines : lines.slice(0, MAX_LISTED);
  const rest = lines.length - shown.length;
  return [
    ...shown.map((line) => `  ${line}`),
    ...(rest > 0 ? [`  and ${rest} more; --verbose lists them`] : []),
  ];
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
