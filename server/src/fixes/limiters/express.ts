// express-rate-limit as the first handler of the route.
import { isRefusal } from '../../languages/edits/textEdit';
import { withImports } from '../codeFile';
import { type Limiter, type LimiterInput, PER_MINUTE } from './limiter';
import { beforeHandlers } from './routeArgument';

export const express: Limiter = {
  frameworks: ['express'],
  dependencies: [{ name: 'express-rate-limit', range: '^8.0.0' }],
  edit(input: LimiterInput) {
    const { file } = input;
    const edits = withImports(file, [{ module: 'express-rate-limit', name: 'rateLimit' }], ([rateLimit]) =>
      beforeHandlers(
        input,
        `${rateLimit}(${file.style.object([file.style.entry('windowMs', '60_000'), file.style.entry('limit', String(PER_MINUTE))])})`,
      ),
    );
    if (isRefusal(edits)) return edits;
    return {
      edits,
      notes: [
        'Counts are kept in this process: with several instances give the limiter a shared store. Behind a proxy set `trust proxy`.',
      ],
    };
  },
};
