// A written item to one that is used: facets with their subjects and the condition for when they apply.
import { compileApplies } from './applies';
import type { Item } from './rule';
import type { SerializableItem } from './schema';
import { compileSelector, type ScopeFor, type Subjects } from './selector';

/** Compiles one item; faults are reported through the scope. */
export function compileItem(written: SerializableItem, subjects: Subjects, scopeFor: ScopeFor): Item {
  return {
    id: written.id,
    category: written.id.split('/')[0] ?? '',
    position: written.position,
    title: written.title,
    why: written.why,
    remedy: written.remedy,
    detected: written.detected,
    roles: new Set(written.roles),
    proofRoles: new Set(written.proofRoles),
    facets: Object.entries(written.facets).map(([id, facet]) => ({
      id,
      title: facet.title,
      quantifier: facet.quantifier,
      attestOnly: facet.attestOnly,
      subject: compileSelector(facet.subject, ['facets', id, 'subject'], subjects, scopeFor),
      applies:
        facet.applies === undefined
          ? undefined
          : compileApplies(facet.applies, ['facets', id, 'applies'], scopeFor([])),
    })),
  };
}
