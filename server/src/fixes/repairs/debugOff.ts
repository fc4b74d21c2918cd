// Starts a server without debug mode.
import type { Fix } from '../fix';
import { replaceLiteral } from '../replaceLiteral';

const TITLE = 'Switch debug mode off';

export const fix: Fix = {
  id: 'debug-off',
  safety: 'safe',
  title: () => TITLE,
  offer: (input) =>
    replaceLiteral(input, {
      title: TITLE,
      annotation: 'Keeps stack traces from users',
      words: { True: 'False', true: 'false', '1': '0' },
    }),
};
