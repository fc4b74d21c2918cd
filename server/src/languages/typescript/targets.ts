// What is assigned to: names, members, and patterns in declarations, parameters and assignments.
import { ts } from 'ts-morph';
import type { Span } from '../../text/span';
import type { PatternElement, Target } from '../summary/module';
import type { Value } from '../summary/value';
import { unwrap } from './transparent';
import type { Naming, Walk } from './walk';

const { SyntaxKind } = ts;

/** The target of a declaration or parameter. */
export function bindingTarget(walk: Walk, name: ts.BindingName): Target {
  const span = walk.span(name);
  if (ts.isIdentifier(name)) return { kind: 'name', name: name.text, ...span };
  const elements: PatternElement[] = [];
  name.elements.forEach((element, position) => {
    if (ts.isOmittedExpression(element)) return;
    const key = ts.isObjectBindingPattern(name) ? bindingKey(element) : position;
    elements.push(bindingElement(walk, element, key));
  });
  return { kind: 'pattern', elements, ...span };
}

function bindingElement(walk: Walk, element: ts.BindingElement, key: string | number): PatternElement {
  const tooDeep: Target = { kind: 'pattern', elements: [], ...walk.span(element.name) };
  const target = walk.deeper(() => bindingTarget(walk, element.name)) ?? tooDeep;
  const rest = element.dotDotDotToken !== undefined;
  if (!element.initializer) return { key, rest, target };
  return { key, rest, target, default: walk.value(element.initializer, namingOf(target)) };
}

/** The property a pattern element reads; '' where it is computed. */
export function bindingKey(element: ts.BindingElement): string {
  if (element.propertyName) return propertyText(element.propertyName) ?? '';
  return ts.isIdentifier(element.name) ? element.name.text : '';
}

/** The text of a property name; undefined where it is computed from something not constant. */
export function propertyText(name: ts.PropertyName): string | undefined {
  if (!ts.isComputedPropertyName(name)) return name.text;
  const inner = unwrap(name.expression);
  return ts.isStringLiteralLike(inner) || ts.isNumericLiteral(inner) ? inner.text : undefined;
}

/** The target of an assignment; undefined for an expression that cannot be assigned to. */
export function assignmentTarget(walk: Walk, node: ts.Node): Target | undefined {
  const inner = unwrap(node);
  const span = walk.span(inner);
  if (ts.isIdentifier(inner)) return { kind: 'name', name: inner.text, ...span };
  if (ts.isPropertyAccessExpression(inner)) {
    return { kind: 'member', object: walk.value(inner.expression), property: inner.name.text, ...span };
  }
  if (ts.isElementAccessExpression(inner)) {
    const object = walk.value(inner.expression);
    return { kind: 'index', object, index: walk.value(inner.argumentExpression), ...span };
  }
  if (ts.isObjectLiteralExpression(inner)) return objectPattern(walk, inner, span);
  if (ts.isArrayLiteralExpression(inner)) return listPattern(walk, inner, span);
  return undefined;
}

function nestedTarget(walk: Walk, node: ts.Node, key: string | number): PatternElement | undefined {
  const rest = ts.isSpreadElement(node) || ts.isSpreadAssignment(node);
  const inner = rest ? node.expression : node;
  const hasDefault = ts.isBinaryExpression(inner) && inner.operatorToken.kind === SyntaxKind.EqualsToken;
  const target = walk.deeper(() => assignmentTarget(walk, hasDefault ? inner.left : inner));
  if (!target) return undefined;
  return hasDefault
    ? { key, rest, target, default: walk.value(inner.right, namingOf(target)) }
    : { key, rest, target };
}

function objectPattern(walk: Walk, node: ts.ObjectLiteralExpression, span: Span): Target {
  const elements: PatternElement[] = [];
  for (const property of node.properties) {
    let element: PatternElement | undefined;
    if (ts.isShorthandPropertyAssignment(property)) {
      const target: Target = { kind: 'name', name: property.name.text, ...walk.span(property.name) };
      const initial = property.objectAssignmentInitializer;
      element = {
        key: property.name.text,
        rest: false,
        target,
        ...(initial && { default: walk.value(initial) }),
      };
    } else if (ts.isPropertyAssignment(property)) {
      element = nestedTarget(walk, property.initializer, propertyText(property.name) ?? '');
    } else if (ts.isSpreadAssignment(property)) {
      element = nestedTarget(walk, property, '');
    }
    if (element) elements.push(element);
  }
  return { kind: 'pattern', elements, ...span };
}

function listPattern(walk: Walk, node: ts.ArrayLiteralExpression, span: Span): Target {
  const elements: PatternElement[] = [];
  node.elements.forEach((item, position) => {
    if (ts.isOmittedExpression(item)) return;
    const element = nestedTarget(walk, item, position);
    if (element) elements.push(element);
  });
  return { kind: 'pattern', elements, ...span };
}

/** The target that an already read value stands for, as in `n++`. */
export function targetOfValue(value: Value): Target | undefined {
  const { start, end } = value;
  if (value.kind === 'reference') return { kind: 'name', name: value.name, start, end };
  if (value.kind === 'member')
    return { kind: 'member', object: value.object, property: value.property, start, end };
  if (value.kind === 'index') return { kind: 'index', object: value.object, index: value.index, start, end };
  return undefined;
}

/** The name a function gets by being assigned to this target. */
export function namingOf(target: Target, doc?: string): Naming | undefined {
  if (target.kind === 'name') return { name: target.name, span: target, doc };
  if (target.kind !== 'member') return undefined;
  return {
    name: target.property,
    span: { start: target.end - target.property.length, end: target.end },
    doc,
  };
}

/** Every name a target binds, with its place. */
export function namesBound(target: Target): { name: string; span: Span }[] {
  if (target.kind === 'name') return [{ name: target.name, span: { start: target.start, end: target.end } }];
  return target.kind === 'pattern' ? target.elements.flatMap((element) => namesBound(element.target)) : [];
}
