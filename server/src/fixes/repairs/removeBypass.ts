// Takes back a switch that turns permission checks off.
import type { Fix } from '../fix';
import { replaceLiteral } from '../replaceLiteral';

const TITLE = 'Switch permission checks on again';

export const fix: Fix = {
  id: 'remove-bypass',
  safety: 'confirm',
  title: () => TITLE,
  offer: (input) =>
    replaceLiteral(input, {
      title: TITLE,
      annotation: 'Asks before an action that was not allowed by name',
      words: { true: 'false', True: 'False', bypassPermissions: 'default', never: 'always', NEVER: 'ALWAYS' },
      notes: ['Actions that ran by themselves now ask or fail. Allow those the agent needs one by one.'],
    }),
};
