// Replaces a wildcard grant by the names of the tools the inventory knows.
import { isRefusal } from '../../languages/edits/textEdit';
import { openCode } from '../codeFile';
import { eachValue } from '../environment/literals';
import { inFile } from '../fileEdits';
import type { Fix } from '../fix';
import { knownTools } from '../knownTools';

export const fix: Fix = {
  id: 'list-known-tools',
  safety: 'confirm',
  title: () => 'List the tools by name',
  async offer(input) {
    const { place } = input.finding;
    const file = await openCode(input, place.path);
    if (isRefusal(file)) return file;
    if (!/^["'](?:\*|all)["']$/.test(file.text.slice(place.start, place.end)))
      return { refused: 'which tools this brings is not known here: name those the agent needs' };
    const names = knownTools(input);
    if (names.length === 0) return { refused: 'no tools of this agent are known by name' };
    let inList = false;
    eachValue(file.module, (value) => {
      if (value.kind === 'list' && value.items.some((item) => item.value.start === place.start))
        inList = true;
    });
    const items = names.map(file.style.string);
    return {
      title: `Allow ${names.length === 1 ? names[0] : `these ${names.length} tools`} instead of all`,
      edits: inFile(file.path, [
        { start: place.start, end: place.end, text: inList ? items.join(', ') : file.style.list(items) },
      ]),
      annotation: 'Keeps tools that are added later from being granted unseen',
      notes: ['Take out the names the agent does not need.'],
    };
  },
};
