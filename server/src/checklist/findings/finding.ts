// A finding: one squiggle with its places, and what answers or suppresses it. Data only.
import type { Place } from '../../text/span';
import type { Severity } from './decision';

export interface Finding {
  /** 16 hex digits of SHA-256 over rule, path, subject id, masked normalised text of the range, ordinal. */
  readonly fingerprint: string;
  readonly rule: string;
  readonly item: string;
  readonly facet: string;
  readonly severity: Severity;
  readonly advice: boolean;
  readonly message: string;
  readonly place: Place;
  /** The bare value in `place`, where that covers the name of the setting too (`0` in `maxRetries: 0`): what a repair replaces. */
  readonly value?: Place;
  readonly related: readonly Place[];
  /** First of `subjects`. */
  readonly subject: string;
  readonly subjects: readonly string[];
  readonly project: string;
  /** Ids of the fixes the rule names; whether each applies is decided by the fixes room. */
  readonly fixes: readonly string[];
  readonly suppressed?: {
    readonly by: 'inline' | 'waiver' | 'severity' | 'baseline';
    readonly place?: Place;
    readonly until?: string;
  };
  readonly answered?: { readonly place: Place; readonly by: string; readonly expires: string };
  /** Items besides `item` that list this finding because a superseding rule took it over. */
  readonly alsoIn: readonly string[];
}
