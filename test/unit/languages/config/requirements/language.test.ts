import { describe, expect, it } from 'vitest';
import { language } from '../../../../../server/src/languages/config/requirements/language';
import { sourcesAt, summariseConfig, toPlain } from '../configTrees';

const read = (text: string) => summariseConfig(language, 'requirements.txt', text);
const plain = (text: string) => toPlain(read(text).documents[0]);

describe('requirements', () => {
  it('reads names, specifiers, pins, extras and markers', () => {
    expect(
      plain('LangChain_OpenAI==0.1.2\nopenai[datalib, x]>=1.0,<2 ; python_version < "3.12"\nrequests\n'),
    ).toEqual([
      { name: 'langchain-openai', specifier: '==0.1.2', version: '0.1.2' },
      { name: 'openai', specifier: '>=1.0,<2', extras: ['datalib', 'x'], marker: 'python_version < "3.12"' },
      { name: 'requests', specifier: '' },
    ]);
  });

  it('takes only an exact version for a pin', () => {
    expect(plain('a==1.*\nb===2.0\nc~=1.4\nd != 3\n')).toEqual([
      { name: 'a', specifier: '==1.*' },
      { name: 'b', specifier: '===2.0', version: '2.0' },
      { name: 'c', specifier: '~=1.4' },
      { name: 'd', specifier: '!= 3' },
    ]);
  });

  it('joins continued lines and leaves hashes out', () => {
    const text = 'a==1 \\\r\n    --hash=sha256:00 \\\r\n    --hash=sha256:11\r\nb>2 \\\r\n  ,<3\r\n';
    expect(plain(text)).toEqual([
      { name: 'a', specifier: '==1', version: '1' },
      { name: 'b', specifier: expect.stringMatching(/^>2\s+,<3$/) },
    ]);
    expect(sourcesAt(read(text), text, '[0].version')).toEqual(['1']);
    expect(sourcesAt(read(text), text, '[1].name')).toEqual(['b']);
  });

  it('reads options, URLs and paths', () => {
    const text =
      '-r base.txt\n-c=constraints.txt\n-rmore.txt\n--index-url https://x.test/simple\n-e .[dev]\npkg @ https://x.test/p.whl ; os_name == "nt"\ngit+https://x.test/r.git@v1#egg=My_Pkg\n./local\n.\n';
    expect(plain(text)).toEqual([
      { requirements: 'base.txt' },
      { constraints: 'constraints.txt' },
      { requirements: 'more.txt' },
      { 'index-url': 'https://x.test/simple' },
      { editable: '.[dev]' },
      { name: 'pkg', url: 'https://x.test/p.whl', marker: 'os_name == "nt"' },
      { name: 'my-pkg', url: 'git+https://x.test/r.git@v1#egg=My_Pkg' },
      { url: './local' },
      { url: '.' },
    ]);
    expect(read(text).errors).toEqual([]);
  });

  it('reads comments, a byte order mark and emoji, and reports what is no requirement', () => {
    const text = '\uFEFFa==1 # 😀 airworthy ok\n# other\nwhat is this\n';
    const summary = read(text);
    expect(plain(text)).toEqual([{ name: 'a', specifier: '==1', version: '1' }]);
    expect(summary.comments.map((comment) => comment.text)).toEqual(['# 😀 airworthy ok']);
    expect(summary.errors.map((error) => text.slice(error.start, error.end))).toEqual(['what is this']);
    expect(sourcesAt(summary, text, '[0].name')).toEqual(['a']);
  });
});
