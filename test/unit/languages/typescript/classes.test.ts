import { describe, expect, test } from 'vitest';
import { read } from './show';

const SOURCE = `
/** Answers questions. */
@Injectable({ scope: 'x' })
export class Chat extends Base<Options> implements Other {
  static limit = 5;
  #client = new OpenAI();
  @Inject() private readonly store?: Store;
  handle = async () => this.#client.go();
  constructor(private readonly http: Http, @Body() plain: string) { super(); this.x = plain; }
  @Tool('a') async ask(q: string): Promise<string> { return run(q); }
  static create() {}
  get size() { return 1 }
  set size(v) {}
  ['computed']() {}
  abstract none(): void;
  static { boot(); }
}
const Named = class extends Chat {};
`;

describe('classes', () => {
  const { summary, show, slice } = read(SOURCE, 'a.ts');
  const chat = summary.classes[0]!;

  test('name, bases, decorators, documentation', () => {
    expect(chat).toMatchObject({ name: 'Chat', function: 0, doc: 'Answers questions.' });
    expect(slice(chat.nameSpan!)).toBe('Chat');
    expect(chat.bases.map(show)).toEqual(['Base[Options]']);
    expect(chat.decorators.map(show)).toEqual(['Injectable({scope: "x"})']);
    expect(summary.classes[1]).toMatchObject({ name: 'Named' });
  });

  test('methods', () => {
    expect(
      chat.methods.map(({ name, form, static: isStatic }) => `${isStatic ? 'static ' : ''}${form} ${name}`),
    ).toEqual([
      'method constructor',
      'method ask',
      'static method create',
      'getter size',
      'setter size',
      'method computed',
    ]);
    const ask = summary.functions[chat.methods[1]!.function]!;
    expect(ask).toMatchObject({ name: 'ask', class: 0, async: true });
    expect(ask.decorators.map(show)).toEqual(['Tool("a")']);
    expect(show(ask.returns)).toBe('Promise[string]');
  });

  test('fields and parameter properties, in order', () => {
    expect(
      chat.fields.map((field) => [field.name, field.static, show(field.value), show(field.annotation)]),
    ).toEqual([
      ['limit', true, '5', '-'],
      ['#client', false, 'new OpenAI()', '-'],
      ['store', false, '-', 'Store'],
      ['handle', false, 'function#handle', '-'],
      ['http', false, 'http', 'Http'],
    ]);
    expect(chat.fields[2]!.decorators!.map(show)).toEqual(['Inject()']);
  });

  test('an arrow function in a field has the class of its `this`', () => {
    expect(summary.functions.find(({ name }) => name === 'handle')).toMatchObject({ class: 0, parent: 0 });
  });

  test('the constructor, its decorated parameters and its assignments', () => {
    const built = summary.functions[chat.methods[0]!.function]!;
    expect(slice(built.nameSpan!)).toBe('constructor');
    expect(built.parameters[1]!.decorators!.map(show)).toEqual(['Body()']);
    expect(read(SOURCE, 'a.ts').body('constructor')).toEqual(['super()', 'this.x = plain']);
  });

  test('calls in a static block are seen', () => {
    const boot = summary.calls.find((call) => show(call.callee) === 'boot')!;
    expect(summary.functions[boot.function]).toMatchObject({ name: '', class: 0 });
  });

  test('a class that is not finished keeps its members', () => {
    const cut = read('class A { b = 1; c() { go(); } d(', 'a.ts').summary;
    expect(cut.errors.length).toBeGreaterThan(0);
    expect(cut.classes[0]!.fields[0]).toMatchObject({ name: 'b' });
    expect(cut.classes[0]!.methods[0]).toMatchObject({ name: 'c' });
  });
});
