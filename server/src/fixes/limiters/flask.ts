// Flask-Limiter: a limiter of the app and a decorator on the route.
import { isRefusal } from '../../languages/edits/textEdit';
import { withImports } from '../codeFile';
import { inFile } from '../fileEdits';
import { appIn, limitDecorator, limiterIn, linesAfter } from './decorated';
import { type Limiter, PER_MINUTE } from './limiter';

const TYPE = 'rate-limiters/FlaskLimiter';

export const flask: Limiter = {
  frameworks: ['flask'],
  dependencies: [{ name: 'Flask-Limiter', range: '>=3.5' }],
  edit(input) {
    const { file } = input;
    const known = limiterIn(input, TYPE);
    const app = known ? undefined : appIn(input, (match) => match.known.returns === 'flask/App');
    if (!known && !app)
      return {
        refused: 'the app is not made in this file: make a limiter where it is, then limit this route',
      };
    const decorator = limitDecorator(input, known ?? 'limiter', `${PER_MINUTE} per minute`);
    if (isRefusal(decorator)) return decorator;
    if (!app) return { edits: inFile(file.path, [decorator]) };
    const wanted = [
      { module: 'flask_limiter', name: 'Limiter' },
      { module: 'flask_limiter.util', name: 'get_remote_address' },
    ];
    const edits = withImports(file, wanted, ([limiter, address]) =>
      inFile(file.path, [
        linesAfter(input, app.statement, [`limiter = ${limiter}(${address}, app=${app.name})`]),
        decorator,
      ]),
    );
    if (isRefusal(edits)) return edits;
    return {
      edits,
      notes: [
        'Callers are told apart by their address, counts are kept in this process: give the limiter a storage_uri where there are several.',
      ],
    };
  },
};
