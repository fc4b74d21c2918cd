// Runs a container without the rights of its host.
import type { Fix } from '../fix';
import { replaceLiteral } from '../replaceLiteral';

const TITLE = 'Drop the privilege';

export const fix: Fix = {
  id: 'drop-privilege',
  safety: 'confirm',
  title: () => TITLE,
  offer: (input) =>
    replaceLiteral(input, {
      title: TITLE,
      annotation: 'Keeps what runs in the container inside it',
      words: { true: 'false', yes: 'no', on: 'off' },
    }),
};
