// Which projects can have to do with each other: those whose files import one another, directly or not. Code in two groups never meets.

/** The group of a file: equal for files of one group, whatever it is called. */
export type GroupOf = (path: string) => string;

/** Joins projects along ties between files. A group is called after its first project, so that equal ties give equal names. */
export function createGroups(
  ties: Iterable<readonly [from: string, to: string]>,
  projectOf: (path: string) => string,
): GroupOf {
  const parents = new Map<string, string>();
  const find = (project: string): string => {
    let root = project;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    if (root !== project) parents.set(project, root);
    return root;
  };
  for (const [from, to] of ties) {
    const [a, b] = [find(projectOf(from)), find(projectOf(to))].sort();
    if (a !== b) parents.set(b!, a!);
  }
  return (path) => find(projectOf(path));
}

/** True if both put every one of these files into the same group. */
export function sameGroups(a: GroupOf, b: GroupOf, paths: Iterable<string>): boolean {
  for (const path of paths) if (a(path) !== b(path)) return false;
  return true;
}
