// `{attr: <path>, <operator>}` and `{has: {attr, where}}`: what a subject's attributes say.
import type { Words } from '../../../inventory/facts/attributeSpec';
import { type AttributePath, type PathShape, parseAttributePath, shapeAt } from '../attributePath';
import { elementView, type ViewKind } from '../subjectView';
import { some, unknownBecause, verdict } from '../truth';
import { compileWhere } from './compile';
import { BROKEN, type Condition, isRecord, type Keys, NOTHING_READ, type Scope } from './condition';
import { compileOperation } from './operation';

export function compileAttribute(
  raw: Readonly<Record<string, unknown>>,
  keys: Keys,
  scope: Scope,
): Condition {
  const { attr, ...rest } = raw;
  const path = pathOf(attr, [...keys, 'attr'], scope);
  if (!path) return BROKEN;
  const shapes = shapesOf(path, [...keys, 'attr'], scope);
  if (!shapes) return BROKEN;
  const operation = compileOperation(rest, keys, shapes, scope);
  if (!operation) return BROKEN;
  return {
    test: (moment) => operation(moment.view.read(path), moment),
    attributes: [path],
    reads: NOTHING_READ,
  };
}

export function compileHas(raw: unknown, keys: Keys, scope: Scope): Condition {
  if (!isRecord(raw) || Object.keys(raw).some((key) => key !== 'attr' && key !== 'where')) {
    scope.report(keys, 'has needs attr and where');
    return BROKEN;
  }
  const path = pathOf(raw.attr, [...keys, 'attr'], scope);
  const shapes = path && shapesOf(path, [...keys, 'attr'], scope);
  if (!path || !shapes) return BROKEN;
  if (shapes.some((shape) => !shape.list)) {
    scope.report([...keys, 'attr'], `"${path.text}" is no list`);
    return BROKEN;
  }
  const where = compileWhere(raw.where, [...keys, 'where'], {
    ...scope,
    kinds: ['element'],
    fields: mergedFields(shapes),
    words: shapes.flatMap((shape) => shape.words ?? []),
  });
  return { test: hasElement(path, where), attributes: [path], reads: where.reads };
}

function hasElement(path: AttributePath, where: Condition): Condition['test'] {
  return (moment) => {
    const reading = moment.view.read(path);
    if (!reading.known) return unknownBecause(reading.blockers);
    const fallback = reading.place ?? moment.view.place;
    const elements = Array.isArray(reading.value) ? reading.value : [];
    const found = some(
      elements.map((element) => {
        const view = elementView(moment.view, element, fallback);
        const answer = where.test({ ...moment, view });
        return { ...answer, evidence: view.place, because: answer.because ?? reading.because };
      }),
    );
    if (found.truth !== false) return found;
    return reading.partial ? unknownBecause(reading.partial) : verdict(false);
  };
}

function pathOf(raw: unknown, keys: Keys, scope: Scope): AttributePath | undefined {
  const path = typeof raw === 'string' ? parseAttributePath(raw) : undefined;
  if (!path) scope.report(keys, `${JSON.stringify(raw)} names no attribute`);
  return path;
}

/** What can stand at the path for each kind of subject. Reports and returns undefined where a kind has no such attribute. */
function shapesOf(path: AttributePath, keys: Keys, scope: Scope): readonly PathShape[] | undefined {
  const shapes: PathShape[] = [];
  for (const kind of scope.kinds) {
    const shape = kind === 'element' ? elementShape(path, scope) : factShape(kind, path);
    if (typeof shape === 'string') {
      scope.report(keys, shape);
      return undefined;
    }
    shapes.push(shape);
  }
  return shapes;
}

function factShape(kind: Exclude<ViewKind, 'element'>, path: AttributePath): PathShape | string {
  return kind === 'config' ? 'a configuration is read with configPath' : shapeAt(kind, path);
}

function elementShape(path: AttributePath, scope: Scope): PathShape | string {
  const words = scope.fields && Object.hasOwn(scope.fields, path.text) ? scope.fields[path.text] : undefined;
  return words ? { words, list: false } : `an element has no "${path.text}"`;
}

function mergedFields(shapes: readonly PathShape[]): Readonly<Record<string, Words>> {
  const merged: Record<string, Words> = {};
  for (const { fields } of shapes)
    for (const [key, words] of Object.entries(fields ?? {})) merged[key] = [...(merged[key] ?? []), ...words];
  return merged;
}
