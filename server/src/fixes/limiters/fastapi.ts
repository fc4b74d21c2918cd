// slowapi: a limiter on the app's state and a decorator on the route, whose function must take the request.
import { isRefusal, type TextEdit } from '../../languages/edits/textEdit';
import { withImports } from '../codeFile';
import { inFile } from '../fileEdits';
import { appIn, limitDecorator, limiterIn, linesAfter } from './decorated';
import { type Limiter, type LimiterInput, PER_MINUTE } from './limiter';

const TYPE = 'rate-limiters/SlowApi';

export const fastapi: Limiter = {
  frameworks: ['fastapi', 'starlette'],
  dependencies: [{ name: 'slowapi', range: '>=0.1.9' }],
  edit(input) {
    const { file } = input;
    const known = limiterIn(input, TYPE);
    const app = known
      ? undefined
      : appIn(
          input,
          (match) => match.known.returns === 'fastapi/App' || match.known.returns === 'starlette/App',
        );
    if (!known && !app)
      return {
        refused:
          'the app is not made in this file: make a slowapi limiter where it is, then limit this route',
      };
    const decorator = limitDecorator(input, known ?? 'limiter', `${PER_MINUTE}/minute`);
    if (isRefusal(decorator)) return decorator;
    const needsRequest = !input.handler!.parameters.some(
      (one) => one.name === 'request' || one.name === 'websocket',
    );
    const wanted = [
      ...(known
        ? []
        : [
            { module: 'slowapi', name: 'Limiter' },
            { module: 'slowapi', name: '_rate_limit_exceeded_handler' },
            { module: 'slowapi.errors', name: 'RateLimitExceeded' },
            { module: 'slowapi.util', name: 'get_remote_address' },
          ]),
      ...(needsRequest ? [{ module: 'fastapi', name: 'Request' }] : []),
    ];
    const edits = withImports(file, wanted, (locals) => {
      const request = needsRequest ? requestParameter(input, locals.at(-1)!) : [];
      if (isRefusal(request)) return request;
      const [limiter, handler, exceeded, address] = locals;
      const setUp = app
        ? [
            linesAfter(input, app.statement, [
              `limiter = ${limiter}(key_func=${address})`,
              `${app.name}.state.limiter = limiter`,
              `${app.name}.add_exception_handler(${exceeded}, ${handler})`,
            ]),
          ]
        : [];
      return inFile(file.path, [...setUp, decorator, ...request]);
    });
    if (isRefusal(edits)) return edits;
    return {
      edits,
      notes: [
        'Callers are told apart by their address, counts are kept in this process: give the limiter a storage_uri where there are several.',
      ],
    };
  },
};

/** slowapi finds the request by its name. */
function requestParameter(
  { file, handler }: LimiterInput,
  type: string,
): readonly TextEdit[] | { refused: string } {
  const { parameters } = handler!;
  const isMethod = handler!.class !== undefined;
  const next = parameters[isMethod ? 1 : 0];
  if (next) return [{ start: next.start, end: next.start, text: `request: ${type}, ` }];
  const open = file.text.indexOf('(', handler!.nameSpan?.end ?? handler!.start);
  const close = file.text.indexOf(')', open);
  if (open < 0 || file.text.slice(open + 1, close).trim() !== '')
    return { refused: 'where the request would go cannot be told' };
  return [{ start: open + 1, end: close, text: `request: ${type}` }];
}
