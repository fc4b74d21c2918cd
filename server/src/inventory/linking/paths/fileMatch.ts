// Whether a file middleware's matcher covers a route. Patterns are read, never run: they come from the code under analysis.

/** `unknown` for patterns beyond names, `:parameters` and one leading negative list. */
export function matcherCovers(matcher: string, route: string): boolean | 'unknown' {
  const negative = /^\/\(\(\?!(.*)\)\.[*+]\)$/.exec(matcher);
  if (negative) return coversAllBut(negative[1]!, route);
  if (/[()[\]|^$?+]/.test(matcher.replace(/:\w+[*+?]?/g, ''))) {
    // `/(api|trpc)(.*)` names its starts.
    const starts = /^\/\(([\w|/-]+)\)\(\.\*\)$/.exec(matcher);
    if (!starts) return 'unknown';
    return starts[1]!.split('|').some((start) => route.startsWith(`/${start}`));
  }
  return coversSteps(matcher.split('/').filter(Boolean), route.split('/').filter(Boolean));
}

function coversSteps(pattern: readonly string[], route: readonly string[]): boolean {
  for (const [index, step] of pattern.entries()) {
    if (/^:\w+\*$/.test(step) || step === '*') return true;
    const given = route[index];
    if (given === undefined) return /^:\w+\?$/.test(step);
    if (/^:\w+\+$/.test(step)) return true;
    if (!step.startsWith(':') && step !== given && !given.startsWith('[')) return false;
  }
  return pattern.length === route.length;
}

function coversAllBut(list: string, route: string): boolean | 'unknown' {
  const path = route.slice(1);
  let open = false;
  // What has an extension is a file, and no route has one.
  const paths = list
    .replace(/\.\*\\\.\(\?:[^)]*\)\$?/g, '')
    .split('|')
    .filter(Boolean);
  for (const alternative of paths) {
    const start = alternative.replace(/\\(.)/g, '$1').replace(/\$$/, '');
    if (/^[\w/.-]+$/.test(start)) {
      if (path.startsWith(start)) return false;
    } else if (!alternative.includes('\\.')) open = true;
  }
  return open ? 'unknown' : true;
}
