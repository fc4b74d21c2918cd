// Which known name somebody may have meant.

/** The known name nearest to `given`, or undefined if none is near. */
export function nearest(given: string, known: readonly string[]): string | undefined {
  const wanted = given.toLowerCase();
  // A name without its category, or the start of one, is nearer than any misspelling.
  const direct =
    known.find((name) => lastPart(name) === wanted) ??
    known.find((name) => wanted.length >= 4 && name.includes(wanted));
  if (direct) return direct;
  const ranked = known
    .map((name) => ({ name, distance: Math.min(distance(wanted, name), distance(wanted, lastPart(name))) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(2, Math.floor(wanted.length / 3)) ? best.name : undefined;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Levenshtein distance: insertions, deletions and replacements of one character. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
