// Severity overrides of the manifest, applied to decisions before anything is made of them.
import type { Manifest } from '../../manifest/manifest';
import type { Decision } from './decision';

/** Changes loudness. Silent answers stay silent: there is no message to show. `off` is left to the waivers. */
export function overrideSeverities(decisions: readonly Decision[], manifest: Manifest): readonly Decision[] {
  return decisions.map((decision) => {
    if (!decision.severity) return decision;
    const override = manifest.severity(decision.subjectPlace.path, decision.rule, decision.item);
    if (!override || override.level === 'off') return decision;
    return { ...decision, severity: override.level };
  });
}
