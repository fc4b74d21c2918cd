// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the formats under test use this syntax
import { describe, expect, it } from 'vitest';
import { find } from '../../../../../server/src/languages/config/configPath';
import { language } from '../../../../../server/src/languages/config/yaml/language';
import { sourcesAt, spansOf, summariseConfig, toPlain } from '../configTrees';

const read = (text: string) => summariseConfig(language, 'a.yaml', text);
const plain = (text: string) => read(text).documents.map(toPlain);

describe('yaml', () => {
  it('reads every document, with typed scalars', () => {
    expect(plain('a: 1\nb: [true, null, x, 1.5]\n---\n- y\n')).toEqual([
      { a: 1, b: [true, null, 'x', 1.5] },
      ['y'],
    ]);
    expect(plain('')).toEqual([]);
    expect(plain('on: push\n8080: x\n')).toEqual([{ on: 'push', 8080: 'x' }]);
  });

  it('counts offsets in UTF-16 units and does not mind CRLF or a byte order mark', () => {
    const text = '\uFEFF"😀": é\r\nkey: "quoted" # note\r\nlist:\r\n  - 😀😀\r\n  - z\r\n';
    const summary = read(text);
    expect(sourcesAt(summary, text, 'key')).toEqual(['"quoted"']);
    expect(sourcesAt(summary, text, 'list[*]')).toEqual(['😀😀', 'z']);
    const [first] = summary.documents;
    expect(
      first?.kind === 'map' && first.entries.map((e) => text.slice(e.keySpan.start, e.keySpan.end)),
    ).toEqual(['"😀"', 'key', 'list']);
    expect(summary.lineStarts).toHaveLength(6);
  });

  it('ends a block value where its text ends', () => {
    const text = 'a:\n  b: 1\n\n\nc: 2\n';
    expect(sourcesAt(read(text), text, 'a')).toEqual(['b: 1']);
  });

  it('resolves anchors and merge keys; own keys win', () => {
    const text = 'base: &base\n  image: x\n  retries: 3\na:\n  <<: *base\n  retries: 5\nb: *base\n';
    expect(plain(text)).toEqual([
      { base: { image: 'x', retries: 3 }, a: { image: 'x', retries: 5 }, b: { image: 'x', retries: 3 } },
    ]);
    expect(plain('x: &x {a: 1}\ny: &y {a: 2, b: 3}\nz:\n  <<: [*x, *y]\n')[0]).toMatchObject({
      z: { a: 1, b: 3 },
    });
    expect(find(read('a:\n  <<: *gone\n').documents[0]!, 'a.b').unknown).toBe(true);
  });

  it('bounds alias expansion and survives an alias inside its own anchor', () => {
    const levels = Array.from(
      { length: 40 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`,
    );
    const summary = read(`a0: &a0 [x]\n${levels.join('\n')}\n`);
    expect(JSON.stringify(summary).length).toBeLessThan(3_000_000);
    expect(find(summary.documents[0]!, 'a40[0][0]').unknown).toBe(true);
    expect(plain('a: &a\n  b: *a\n')).toEqual([{ a: { b: '<*a>' } }]);
  });

  it('marks templated values and those of custom tags', () => {
    expect(plain('a: ${{ secrets.X }}\nb: "${X}"\nc: !Ref Bucket\nd: plain $5\n')).toEqual([
      { a: '<${{ secrets.X }}>', b: '<"${X}">', c: '<Bucket>', d: 'plain $5' },
    ]);
  });

  it('keeps what stands around an error', () => {
    const summary = read('a: 1\nb: [1, 2\nc: "open\n');
    expect(summary.errors.length).toBeGreaterThan(0);
    expect(find(summary.documents[0]!, 'a').nodes).toHaveLength(1);
  });

  it('bounds depth without recursion into the depths', () => {
    const summary = read(`${'['.repeat(100_000)}`);
    expect(summary.documents).toEqual([]);
    expect(summary.errors[0]?.message).toBe('nested too deeply');
    expect(read('- '.repeat(50_000)).documents).toEqual([]);
    const deep = read(`${'['.repeat(150)}1${']'.repeat(150)}`);
    expect(find(deep.documents[0]!, '[0]'.repeat(120)).unknown).toBe(true);
    expect(read(`a: |\n${'  [\n'.repeat(2000)}`).documents).toHaveLength(1);
  });

  it('finds comments addressed to it, and only those', () => {
    const text =
      'a: 1 # airworthy-ignore-next-line x: y\n# other\nb: "# airworthy not"\nc: |\n  # airworthy not\n';
    const { comments } = read(text);
    expect(comments.map((comment) => comment.text)).toEqual(['# airworthy-ignore-next-line x: y']);
    expect(comments[0]?.span.start).toBe(text.indexOf('#'));
  });
});

const CHART = `{{/*
 A licence: text
*/}}
{{- if .Values.enabled }}
kind: Deployment
metadata:
  name: {{ include "name" . }}-x
  labels:
    {{- include "labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicas }}
  containers:
    - name: app
      {{- with .Values.probe }}
      readinessProbe:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      # {{- if .Values.never }}
      livenessProbe:
        httpGet: { path: /health }
{{ toYaml .Values.extra | indent 6 }}
      {{- if .Values.debug }}
      tty: true
      {{- end }} # if
  {{- end }}
data: |
  {{- range .Values.lines }}
  {{ . }}
  {{- end }}
`;

describe('yaml with template directives', () => {
  const text = CHART.replace('  {{- end }}\ndata', 'data').concat('{{- end }}\n');
  const summary = read(text);
  const at = (path: string) => {
    const { nodes, unknown } = find(summary.documents[0]!, path);
    return { values: nodes.map(toPlain), unknown };
  };

  it('reads a chart without errors and with true offsets', () => {
    expect(summary.errors).toEqual([]);
    expect(at('kind')).toEqual({ values: ['Deployment'], unknown: false });
    expect(sourcesAt(summary, text, 'metadata.name')).toEqual(['{{ include "name" . }}-x']);
    expect(sourcesAt(summary, text, 'spec.containers[0].livenessProbe.httpGet.path')).toEqual(['/health']);
    for (const span of spansOf(summary.documents[0]!)) expect(span.end).toBeLessThanOrEqual(text.length);
  });

  it('does not know what a value sets, what a condition guards, what an include brings', () => {
    expect(at('spec.replicas').unknown).toBe(true);
    expect(at('spec.containers[0].readinessProbe').unknown).toBe(true);
    expect(at('spec.containers[0].tty').unknown).toBe(true);
    expect(at('spec.containers[0].resources')).toEqual({ values: [], unknown: true });
    expect(at('metadata.labels').unknown).toBe(true);
    expect(at('data').unknown).toBe(true);
  });

  it('knows what a condition around the whole document leaves untouched', () => {
    expect(at('spec.containers[0].livenessProbe.httpGet.path')).toEqual({
      values: ['/health'],
      unknown: false,
    });
    expect(at('metadata.annotations')).toEqual({ values: [], unknown: false });
  });

  it('knows nothing of a template that does not add up to YAML', () => {
    const broken = read('a:\n  b: 1\n{{ toYaml .x | indent 2 }}\n - c\n d: e\n');
    expect(broken.errors.length).toBeGreaterThan(0);
    expect(broken.documents.map((document) => document.kind)).toEqual(['templated']);
  });

  it('takes linear time for a file of directives', () => {
    const started = performance.now();
    read('{{ x }}\n'.repeat(20_000));
    read('  {{- toYaml .a | nindent 4 }}\n'.repeat(5_000));
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
