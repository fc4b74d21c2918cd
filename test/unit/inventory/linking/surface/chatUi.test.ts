import { describe, expect, it } from 'vitest';
import { LinkContext } from '../../../../../server/src/inventory/linking/context';
import { matchModule } from '../../../../../server/src/inventory/linking/match/match';
import { unusedActions } from '../../../../../server/src/inventory/linking/paths/connectSurface';
import { collectChatUis } from '../../../../../server/src/inventory/linking/surface/chatUi';
import { catalog, linked } from '../linked';

const ui = async (body: string, head = '') => {
  const path = 'page.tsx';
  const all = await linked({
    [path]: `import { useChat } from '@ai-sdk/react';\nimport { useState } from 'react';\n${head}\nexport function Page() { ${body} }`,
  });
  const evaluator = all.evaluator();
  const module = all.program.module(path)!;
  const [draft] = collectChatUis(
    new LinkContext(module, matchModule(evaluator, module), evaluator, catalog()),
  );
  return {
    draft: draft!,
    read: draft!.attributes.errorRead!.value,
    raw: (draft!.attributes.rawErrors!.places ?? []).map((place) => all.text(place)),
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
