import { describe, expect, it } from 'vitest';
import {
  connectSurface,
  unusedActions,
} from '../../../../../server/src/inventory/linking/paths/connectSurface';
import { linked } from '../linked';
import { createStrictContainment } from '../strictContainment';

const ui = async (body: string, head = '', others: Readonly<Record<string, string>> = {}) => {
  const path = 'page.tsx';
  const all = await linked({
    [path]: `import { useChat } from '@ai-sdk/react';\nimport { useState } from 'react';\n${head}\nexport function Page() { ${body} }`,
    ...others,
  });
  const draft = all.facts(path).drafts.find(({ kind }) => kind === 'chat-ui')!;
  const { attributes } = connectSurface({
    program: all.program,
    modules: all.modules,
    evaluator: all.evaluator,
    calls: new Map(),
    limiterConfigs: () => [],
    containment: createStrictContainment(),
  }).get(draft.key)!;
  return {
    draft,
    read: draft.attributes.errorRead!.value,
    raw: (attributes.rawErrors!.places ?? []).map((place) => all.text(place)),
  };
};

describe('chat interfaces', () => {
  it('is named by its component', async () => {
    const { draft, read } = await ui('const { messages } = useChat(); return <p>{messages.length}</p>;');
    expect(draft).toMatchObject({
      kind: 'chat-ui',
      name: 'Page',
      attributes: { form: { value: 'web' }, calls: { value: '/api/chat' } },
    });
    expect(read).toBe(false);
  });

  it.each([
    ['{error && <p>{error.message}</p>}', ['error.message']],
    ['{error && <p>Please try again</p>}', []],
    ['<Alert text={"Failed: " + error} />', ['"Failed: " + error']],
    ['<ErrorBox error={error} />', []],
  ])('rendered: %s', async (jsx, expected) => {
    const { raw, read } = await ui(`const { error } = useChat(); return <div>${jsx}</div>;`);
    expect(raw).toEqual(expected);
    expect(read).toBe(true);
  });

  it('sees notices and states that are rendered', async () => {
    const failing = 'async function send() { try { await go(); } catch (e) { ';
    expect(
      (
        await ui(
          `const { messages } = useChat(); ${failing} toast.error(e.message); console.error(e.message); } } return <p/>;`,
        )
      ).raw,
    ).toEqual(['e.message']);
    expect(
      (
        await ui(
          `const { messages } = useChat(); const [text, setText] = useState(''); ${failing} setText(e.message); } } return <p>{text}</p>;`,
        )
      ).raw,
    ).toEqual(['e.message']);
    expect(
      (
        await ui(
          `const { messages } = useChat(); const [text, setText] = useState(''); ${failing} setText(e.message); } } return <p>{text && 'Failed'}</p>;`,
        )
      ).raw,
    ).toEqual([]);
  });

  it('leaves texts made for users alone', async () => {
    const { raw } = await ui(
      'const chat = useChat({ onError: (error) => { if (error instanceof ChatError) toast.error(error.message); } }); return <p/>;',
      'class ChatError extends Error {}',
    );
    expect(raw).toEqual([]);
  });

  it('follows a state into the component that renders it, unless only a part of it is the text', async () => {
    const below = {
      'note.tsx': 'export const Note = ({ text, open }) => open ? <p>{text}</p> : null;',
    };
    const page = (given: string, prop: string): string =>
      `const { messages } = useChat({ onError: (e) => setText(${given}) }); const [text, setText] = useState(); return <Note ${prop}={text} />;`;
    const head = "import { Note } from './note';";
    expect((await ui(page('e.message', 'text'), head, below)).raw).toEqual(['e.message']);
    expect((await ui(page('{ body: e.message }', 'text'), head, below)).raw).toEqual([]);
    // It is asked for, not shown.
    expect((await ui(page('e.message', 'open'), head, below)).raw).toEqual([]);
  });

  it('follows handlers that stand outside and components below', async () => {
    const head =
      'const fail = (e) => toast.error(e.message);\nconst Chart = () => { try { return <svg/>; } catch (e) { return <p>{e.message}</p>; } };\nconst Other = () => { try { return <svg/>; } catch (e) { return <p>{e.stack}</p>; } };';
    const { raw } = await ui('const { messages } = useChat({ onError: fail }); return <Chart />;', head);
    expect(raw).toEqual(['e.message', 'e.message']);
  });

  it('knows a hook nobody describes by what is read of it', async () => {
    const module = (read: string): Promise<Awaited<ReturnType<typeof linked>>> =>
      linked({
        'desk.tsx': `import { useDeskChat } from 'some-chat';\nexport function Desk() { const chat = useDeskChat({ api: '/api/desk' }); return <p>{${read}}</p>; }`,
      });
    const drafts = async (read: string) =>
      (await module(read)).facts('desk.tsx').drafts.filter(({ kind }) => kind === 'chat-ui');
    expect(await drafts('chat.messages.length')).toMatchObject([
      { name: 'Desk', attributes: { calls: { value: '/api/desk' }, errorRead: { value: 'unknown' } } },
    ]);
    expect(await drafts('chat.status')).toEqual([]);
  });

  it('does not guess what a spread hook is used for', async () => {
    expect((await ui('const chat = useChat(); return <Chat {...chat} />;')).read).toBe('unknown');
  });
});

it('knows server actions that no client code uses', async () => {
  const all = await linked({
    'actions.ts':
      "'use server';\nexport async function used() {}\nexport async function server() {}\nexport async function unused() {}",
    'form.tsx':
      "import { used } from './actions';\nexport default function Form() { return <form action={used} />; }",
    'route.ts': "import { server } from './actions';\nexport async function GET() { return server(); }",
  });
  const unused = unusedActions(all.program, all.modules);
  const names = all
    .facts('actions.ts')
    .surface.routes.filter((route) => unused.has(route.draft.key))
    .map((route) => route.draft.name);
  expect(names).toEqual(['server', 'unused']);
});
