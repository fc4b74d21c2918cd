// Narrows a grant whose narrow form is known: approval for a server's tools. Folders and commands are for the person to name.
import type { Fix } from '../fix';
import { replaceLiteral } from '../replaceLiteral';

const TITLE = 'Ask for approval';

export const fix: Fix = {
  id: 'narrow-grant',
  safety: 'confirm',
  title: () => TITLE,
  offer: (input) =>
    replaceLiteral(input, {
      title: TITLE,
      annotation: 'Asks a person before each of these tools runs',
      words: { never: 'always' },
      notes: ['The run now pauses at each of these tools; the user interface must answer the request.'],
    }),
};
