// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the formats under test use this syntax
import { describe, expect, it } from 'vitest';
import {
  ConfigPathError,
  entryOf,
  find,
  parseConfigPath,
} from '../../../../server/src/languages/config/configPath';
import { language as yaml } from '../../../../server/src/languages/config/yaml/language';
import { summariseConfig, toPlain } from './configTrees';

const tree = (text: string) => summariseConfig(yaml, 'a.yaml', text).documents[0]!;
const values = (text: string, path: string) => {
  const found = find(tree(text), path);
  return { values: found.nodes.map(toPlain), unknown: found.unknown };
};

const POD = `
spec:
  containers:
    - name: app
      image: app:1
      ports: [80, 81]
    - name: proxy
      image: "{{ .Values.proxy }}"
metadata:
  annotations:
    example.com/a.b: yes-please
`;

describe('find', () => {
  it('follows keys, indexes, wildcards and filters', () => {
    expect(values(POD, 'spec.containers[0].image')).toEqual({ values: ['app:1'], unknown: false });
    expect(values(POD, 'spec.containers[*].name')).toEqual({ values: ['app', 'proxy'], unknown: false });
    expect(values(POD, 'spec.containers[?name=app].ports[1]')).toEqual({ values: [81], unknown: false });
    expect(values(POD, 'metadata.annotations["example.com/a.b"]').values).toEqual(['yes-please']);
    expect(values(POD, 'metadata[*]["example.com/a.b"]').values).toEqual(['yes-please']);
    expect(find(tree(POD), '').nodes).toHaveLength(1);
  });

  it('finds nothing, and knows it, where nothing stands', () => {
    expect(values(POD, 'spec.containers[5]')).toEqual({ values: [], unknown: false });
    expect(values(POD, 'spec.replicas')).toEqual({ values: [], unknown: false });
    expect(values(POD, 'spec.containers.name')).toEqual({ values: [], unknown: false });
    expect(values(POD, 'spec.containers[?name=other]')).toEqual({ values: [], unknown: false });
  });

  it('is unknown at and below a templated value', () => {
    const found = find(tree(POD), 'spec.containers[1].image');
    expect(found.nodes.map((node) => node.kind)).toEqual(['templated']);
    expect(found.unknown).toBe(true);
    expect(values('a: "${X}"', 'a.b.c')).toEqual({ values: [], unknown: true });
    expect(values(POD, 'spec.containers[?image=other]').unknown).toBe(true);
  });

  it('is unknown for a key that an included block may bring', () => {
    const text = 'labels:\n  {{- include "labels" . | nindent 2 }}\n  app: x\n';
    expect(values(text, 'labels.app')).toEqual({ values: ['x'], unknown: false });
    expect(values(text, 'labels.team')).toEqual({ values: [], unknown: true });
  });

  it('does not trust positions after an item that may stand for many', () => {
    const text = 'a:\n  - one\n  {{- toYaml .more | nindent 2 }}\n  - last\n';
    expect(values(text, 'a[0]')).toEqual({ values: ['one'], unknown: false });
    expect(values(text, 'a[2]')).toEqual({ values: [], unknown: true });
  });

  it('lets the caller choose items', () => {
    const own = (node: Parameters<typeof entryOf>[0]) => entryOf(node, 'name')?.value.kind === 'scalar';
    expect(find(tree(POD), 'spec.containers[$own].name', { own }).nodes).toHaveLength(2);
    expect(find(tree(POD), 'spec.containers[$own].name')).toEqual({ nodes: [], unknown: true });
    expect(find(tree(POD), 'spec.containers[$own]', { own: () => false })).toEqual({
      nodes: [],
      unknown: false,
    });
  });

  it('lets the last of equal keys win', () => {
    expect(values('a: 1\na: 2\n', 'a').values).toEqual([2]);
  });
});

describe('parseConfigPath', () => {
  it.each(['.a', 'a..b', 'a[', 'a[x]', 'a]b', 'a[0]b', 'a.'])('refuses %s', (path) => {
    expect(() => parseConfigPath(path)).toThrow(ConfigPathError);
  });

  it('reads quoted values and nested keys in filters', () => {
    expect(parseConfigPath('a[?b.c="x y"]')).toEqual([
      { kind: 'key', key: 'a' },
      { kind: 'where', path: ['b', 'c'], value: 'x y' },
    ]);
  });
});
