// Lets git ignore an environment file.
import { ignoreEdits } from '../environment/ignoreEdits';
import type { Fix, FixInput } from '../fix';

export const fix: Fix = {
  id: 'ignore-env-file',
  safety: 'safe',
  title: (input) => `Add ${nameOf(input)} to .gitignore`,
  async offer(input) {
    const { path } = input.finding.place;
    const edits = await ignoreEdits(input, path);
    const isTracked = input.tracked.paths.has(path);
    if (edits.length === 0) {
      return {
        refused: isTracked
          ? `${path} is ignored but tracked: stop tracking it with \`git rm --cached\` and rotate its keys`
          : `${path} is ignored already`,
      };
    }
    return {
      title: `Add ${nameOf(input)} to .gitignore`,
      edits,
      annotation: 'Keeps secrets out of the next commit',
      notes: isTracked
        ? [
            `git tracks ${path}: stop that with \`git rm --cached ${path}\` and rotate its keys, they are in the history.`,
          ]
        : [],
    };
  },
};

function nameOf({ finding: { place } }: FixInput): string {
  return place.path.slice(place.path.lastIndexOf('/') + 1);
}
