// What can be wrong with a manifest or an inline ignore. Data only.
import type { Place } from '../text/span';

export const MANIFEST_CODES = [
  /** The text does not parse as YAML. */
  'syntax',
  /** An entry or key does not have the form it needs, names what does not exist, or leaves the folder. It has no effect. */
  'invalid',
  /** Its date has passed. It has no effect. */
  'expired',
  /** It covers nothing any more. */
  'stale',
  /** Its evidence path does not exist. */
  'unproved',
  /** An inline ignore without a reason. It has no effect. */
  'ignore-without-reason',
  /** An inline ignore that suppresses nothing. */
  'unused-ignore',
] as const;
export type ManifestCode = (typeof MANIFEST_CODES)[number];

export interface ManifestDiagnostic {
  readonly code: ManifestCode;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  readonly place: Place;
}
