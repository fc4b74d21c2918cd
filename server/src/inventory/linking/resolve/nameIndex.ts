// Which modules have to do with a name: both ways, so that one module is replaced without looking at the others.

export class NameIndex<Found> {
  private readonly byName = new Map<string, Map<string, Found>>();
  private readonly byPath = new Map<string, ReadonlyMap<string, Found>>();

  /** What a module has to do with names; takes the place of what was known of it. */
  set(path: string, found: ReadonlyMap<string, Found>): void {
    this.delete(path);
    if (found.size === 0) return;
    this.byPath.set(path, found);
    for (const [name, one] of found) {
      const paths = this.byName.get(name) ?? new Map<string, Found>();
      paths.set(path, one);
      this.byName.set(name, paths);
    }
  }

  delete(path: string): void {
    for (const name of this.namesIn(path)) {
      const paths = this.byName.get(name)!;
      paths.delete(path);
      if (paths.size === 0) this.byName.delete(name);
    }
    this.byPath.delete(path);
  }

  namesIn(path: string): Iterable<string> {
    return this.byPath.get(path)?.keys() ?? [];
  }

  /** In order of paths: answers must not depend on which file came last. */
  modulesOf(name: string): readonly (readonly [path: string, found: Found])[] {
    return [...(this.byName.get(name) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
