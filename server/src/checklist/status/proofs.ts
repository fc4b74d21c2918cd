// The lines that prove a facet, each once: the setting of a shared client proves it for all that use the client. Pure.
import { comparePlaces, samePlace } from '../../text/span';
import type { Proof } from './status';

/** Proofs at one place are one proof that names all their subjects. Ordered by place. */
export function distinctProofs(proofs: readonly Proof[]): readonly Proof[] {
  const groups: Proof[][] = [];
  for (const proof of [...proofs].sort(comparePlaces)) {
    const group = groups.at(-1);
    if (group && samePlace(group[0]!, proof)) group.push(proof);
    else groups.push([proof]);
  }
  return groups.map(joined);
}

function joined(group: readonly Proof[]): Proof {
  const [first] = group;
  if (group.length === 1) return first!;
  const subjects = group.flatMap((proof) => proof.subjects);
  const byPlace = new Map(
    subjects.map((subject) => [
      `${subject.place.path}\0${subject.place.start}\0${subject.place.cell}`,
      subject,
    ]),
  );
  return { ...first!, subjects: [...byPlace.values()] };
}
