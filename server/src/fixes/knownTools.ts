// The tools the inventory knows for an agent or server, by name.
import type { FixInput } from './fix';

/** Names of the tools linked to the finding's subject, else of all attached or offered product tools of its project; sorted. */
export function knownTools({ finding, inventory }: FixInput): readonly string[] {
  const subject = inventory.facts.find((fact) => fact.id === finding.subject);
  const linked = new Set(subject?.links.tools ?? []);
  const tools = inventory.facts.filter((fact) => fact.kind === 'tool' && fact.role === 'product');
  const own = tools.filter(
    (tool) => linked.has(tool.id) || (subject && tool.links.agents?.includes(subject.id)),
  );
  const chosen =
    own.length > 0
      ? own
      : subject?.kind === 'agent'
        ? tools.filter((tool) => tool.project === finding.project && tool.sdk === subject.sdk)
        : [];
  const names = chosen.filter((tool) => tool.attributes.many?.value !== true).map((tool) => tool.name);
  return [...new Set(names)].filter((name) => /^[\w.:/-]+$/.test(name)).sort();
}
