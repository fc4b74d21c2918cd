// Gives queries a time limit, at the client or pool they go through.
import { isRefusal } from '../../languages/edits/textEdit';
import type { Fix } from '../fix';
import { setOption } from '../options/setOption';

export const fix: Fix = {
  id: 'set-database-timeout',
  safety: 'confirm',
  title: () => 'Set a time limit for queries',
  async offer(input) {
    const limit = input.number('toolTimeoutMs');
    const done = await setOption(input, 'timeout', limit);
    if (isRefusal(done)) return done;
    return {
      title: `Set ${done.option} to ${limit / 1000} seconds${done.where}`,
      edits: done.edits,
      annotation: 'Ends a query that hangs',
      notes: [
        'The limit holds for every query of this client, also for migrations and reports that run long.',
      ],
    };
  },
};
