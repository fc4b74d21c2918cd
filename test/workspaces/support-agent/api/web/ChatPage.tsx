import { useChat } from '@ai-sdk/react';
import { DefaultChatTransport, isToolUIPart, lastAssistantMessageIsCompleteWithApprovalResponses, type UIMessage } from 'ai';
import { type FormEvent, useMemo, useState } from 'react';

type Part = UIMessage['parts'][number];
type Decide = (id: string, approved: boolean) => void;

function MessagePart({ part, decide }: { part: Part; decide: Decide }) {
  if (part.type === 'text') return <p>{part.text}</p>;
  if (isToolUIPart(part) && part.state === 'approval-requested') {
    const { id } = part.approval;
    return (
      <div role="group" aria-label="Confirmation">
        <pre>{JSON.stringify(part.input, null, 2)}</pre>
        <button type="button" onClick={() => decide(id, true)}>Send it</button>
        <button type="button" onClick={() => decide(id, false)}>Do not send</button>
      </div>
    );
  }
  return null;
}

export function ChatPage({ session }: { session: string }) {
  const [input, setInput] = useState('');
  const transport = useMemo(
    () => new DefaultChatTransport({ api: '/v1/support/chat', headers: { authorization: `Bearer ${session}` } }),
    [session],
  );
  const { messages, sendMessage, status, error, regenerate, addToolApprovalResponse } = useChat({
    transport,
    sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithApprovalResponses,
  });
  const busy = status === 'submitted' || status === 'streaming';
  const decide: Decide = (id, approved) => void addToolApprovalResponse({ id, approved });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!input.trim()) return;
    void sendMessage({ text: input });
    setInput('');
  }

  return (
    <main>
      <h1>How can we help?</h1>
      {messages.map((message) => (
        <article key={message.id} data-role={message.role}>
          {message.parts.map((part, index) => (
            <MessagePart key={`${message.id}-${index}`} part={part} decide={decide} />
          ))}
        </article>
      ))}
      {busy && <p role="status">Looking that up…</p>}
      {/* clean: ux/friendly-errors */}
      {error && (
        <p role="alert">
          We could not reach the assistant. <button type="button" onClick={() => void regenerate()}>Try again</button>
        </p>
      )}
      <form onSubmit={submit}>
        <input value={input} onChange={(event) => setInput(event.target.value)} aria-label="Your question" />
        <button type="submit" disabled={busy}>Send</button>
      </form>
    </main>
  );
}
