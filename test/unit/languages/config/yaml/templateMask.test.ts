import { describe, expect, it } from 'vitest';
import { maskTemplates, STAND_IN } from '../../../../../server/src/languages/config/yaml/templateMask';

/** The masked text with `@` for stand-ins and without trailing blanks. */
function mask(text: string): string[] {
  const masked = maskTemplates(text);
  expect(masked.text).toHaveLength(text.length);
  return masked.text
    .replaceAll(STAND_IN, '@')
    .split('\n')
    .map((line) => line.trimEnd());
}

describe('maskTemplates', () => {
  it('leaves other text alone', () => {
    const text = 'a: {b: {c: 1}}\n';
    expect(maskTemplates(text)).toEqual({ text, regions: [] });
    expect(mask(`a: ${STAND_IN} {{ x }}`)).toEqual(['a: @ {{ x }}']);
    expect(mask('a: {{ open')).toEqual(['a: {{ open']);
  });

  it('stands in for values with text of the same length', () => {
    expect(mask('a: {{ x }}-b\nc: "{{y}}"\n')).toEqual(['a: @@@@@@@-b', 'c: "@@@@@"', '']);
    expect(mask('a: $'.concat('{{ x }}'))).toEqual(['a: @@@@@@@@']);
  });

  it('makes lines that emit nothing trailing blanks of the line before', () => {
    expect(mask('a: 1\n{{- if .x }}\nb: 2\n{{- end }} # if\n')).toEqual(['a: 1', 'b: 2            # if', '']);
    expect(mask('{{/* a\n comment }} in */}}\na: 1')).toEqual(['', 'a: 1']);
    expect(mask('a: 1\r\n{{ $x := 1 }}\r\nb: 2')).toEqual(['a: 1', 'b: 2']);
  });

  it('puts what a line emits where it will stand', () => {
    expect(mask('a:\n{{ toYaml .x | indent 2 }}')).toEqual(['a:', '  @@@@@@@@@@@@@@@@@@@@@@@:']);
    expect(mask('a:\n  - x\n  {{- toYaml .x | nindent 2 }}')).toEqual([
      'a:',
      '  - x',
      '  - @@@@@@@@@@@@@@@@@@@@@@@@@@',
    ]);
    expect(mask('a:\n  {{- toYaml .x | nindent 2 }}\n  - x')[1]).toMatch(/^ {2}- @+$/);
    expect(mask('- {{ toYaml . | nindent 2 }}\n  b: 1')).toEqual(['- @@@@@@@@@@@@@@@@@@@@@@@@@:', '  b: 1']);
    expect(mask('- {{ .name }}\n')).toEqual(['- @@@@@@@@@@@', '']);
  });

  it('does not read directives in comments', () => {
    const text = '# {{- if .x }}\na: 1\n';
    expect(maskTemplates(text)).toEqual({ text, regions: [] });
  });

  it('remembers the branches', () => {
    const text = '{{ if a }}x{{ else }}y{{ end }}{{ range b }}z';
    const { regions } = maskTemplates(text);
    expect(regions.map(({ start, end }) => text.slice(start, end))).toEqual(['x', 'y', 'z']);
    expect(maskTemplates('{{ end }}{{ else }}').regions).toHaveLength(1);
  });
});
