// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the formats under test use this syntax
import { describe, expect, it } from 'vitest';
import { find } from '../../../../../server/src/languages/config/configPath';
import { language } from '../../../../../server/src/languages/config/dockerfile/language';
import { sourcesAt, summariseConfig, toPlain } from '../configTrees';

const read = (text: string) => summariseConfig(language, 'Dockerfile', text);
const plain = (text: string) => toPlain(read(text).documents[0]);

describe('dockerfile', () => {
  it('lists instructions with their stage, and variables of ENV and ARG', () => {
    const text = `ARG BASE=python:3.12
FROM \${BASE} AS build
ENV A=1 \\
    B="two words"
ENV OLD some value
arg EMPTY
FROM scratch
COPY --from=build /a /a
USER nobody
`;
    expect(plain(text)).toEqual([
      { instruction: 'ARG', arguments: 'BASE=python:3.12', variables: { BASE: 'python:3.12' } },
      { instruction: 'FROM', arguments: '<${BASE} AS build>', stage: 'build' },
      {
        instruction: 'ENV',
        arguments: expect.stringMatching(/^A=1 +B="two words"$/),
        stage: 'build',
        variables: { A: '1', B: 'two words' },
      },
      { instruction: 'ENV', arguments: 'OLD some value', stage: 'build', variables: { OLD: 'some value' } },
      { instruction: 'ARG', arguments: 'EMPTY', stage: 'build', variables: { EMPTY: null } },
      { instruction: 'FROM', arguments: 'scratch', stage: 1 },
      { instruction: 'COPY', arguments: '/a /a', flags: ['--from=build'], stage: 1 },
      { instruction: 'USER', arguments: 'nobody', stage: 1 },
    ]);
    expect(sourcesAt(read(text), text, '[2].variables.B')).toEqual(['"two words"']);
    expect(sourcesAt(read(text), text, '[?instruction=USER].arguments')).toEqual(['nobody']);
  });

  it('leaves shell text as it is', () => {
    const text = 'FROM a\nCMD uvicorn app --port ${PORT}\nUSER ${APP_USER}\n';
    expect(find(read(text).documents[0]!, '[1].arguments').unknown).toBe(false);
    expect(find(read(text).documents[0]!, '[2].arguments').unknown).toBe(true);
  });

  it('does not take the text of a heredoc for instructions', () => {
    expect(plain('FROM a\nRUN <<EOF\nUSER root\nEOF\nUSER app\n')).toEqual([
      expect.objectContaining({ instruction: 'FROM' }),
      expect.objectContaining({ instruction: 'RUN' }),
      { instruction: 'USER', arguments: 'app', stage: 0 },
    ]);
  });

  it('keeps offsets with CRLF, emoji and a byte order mark; survives broken input', () => {
    const text = '\uFEFF# 😀 airworthy\r\nFROM a\r\nLABEL x="😀" \\\r\n  y=2\r\nUSER';
    const summary = read(text);
    expect(summary.comments.map((comment) => comment.text)).toEqual(['# 😀 airworthy']);
    expect(sourcesAt(summary, text, '[?instruction=FROM].arguments')).toEqual(['a']);
    expect(toPlain(find(summary.documents[0]!, '[2]').nodes[0])).toEqual({
      instruction: 'USER',
      arguments: '',
      stage: 0,
    });
    expect(plain('')).toEqual([]);
    expect(read('\\\n<<<\n"').errors).toEqual([]);
  });

  it('takes linear time for one long comment', () => {
    const started = performance.now();
    read('#'.repeat(200_000));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
