// hono-rate-limiter as the first handler of the route.
import { isRefusal } from '../../languages/edits/textEdit';
import { withImports } from '../codeFile';
import { type Limiter, PER_MINUTE } from './limiter';
import { beforeHandlers } from './routeArgument';

export const hono: Limiter = {
  frameworks: ['hono'],
  dependencies: [{ name: 'hono-rate-limiter', range: '^0.5.0' }],
  edit(input) {
    const { file } = input;
    const { style } = file;
    const edits = withImports(
      file,
      [{ module: 'hono-rate-limiter', name: 'rateLimiter' }],
      ([rateLimiter]) => {
        const key = `(c) => c.req.header(${style.string('x-forwarded-for')}) ?? ${style.string('anonymous')}`;
        const options = [
          style.entry('windowMs', '60_000'),
          style.entry('limit', String(PER_MINUTE)),
          style.entry('keyGenerator', key),
        ];
        return beforeHandlers(input, `${rateLimiter}(${style.object(options)})`);
      },
    );
    if (isRefusal(edits)) return edits;
    return {
      edits,
      notes: [
        'Callers are told apart by x-forwarded-for: use the id of the signed-in person where there is one.',
      ],
    };
  },
};
