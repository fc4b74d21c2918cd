// Arguments of a call as written: positional ones, keywords, and decorators without parentheses.
import type { CallSite } from '../summary/module';
import type { CodeStyle } from './codeStyle';
import { appendItem, insertBefore, type WrittenList } from './listItem';
import type { EditRefusal, TextEdit } from './textEdit';

/** Positional arguments of a call, in order. */
export function positionalArguments(call: CallSite): CallSite['arguments'] {
  return call.arguments.filter((argument) => argument.name === undefined && argument.spread !== 'keyword');
}

/** Appends a positional argument at `index`, with what stands for left-out ones before it. */
export function appendArgument(
  text: string,
  call: CallSite,
  index: number,
  value: string,
  style: CodeStyle,
): readonly TextEdit[] | EditRefusal {
  const positional = positionalArguments(call);
  if (positional.some((argument) => argument.spread))
    return { refused: 'the arguments are spread from a list' };
  if (positional.length < call.arguments.length)
    return { refused: 'positional arguments cannot follow keywords' };
  const missing = index - positional.length;
  if (missing < 0) return { refused: 'the argument is there already' };
  if (missing > 0 && style.absent === undefined) return { refused: 'the arguments before it are missing' };
  return appendTo(text, call, [...Array<string>(missing).fill(style.absent ?? ''), value].join(', '), style);
}

/** Puts a positional argument before the one that stands at `index`. */
export function insertArgument(
  text: string,
  call: CallSite,
  index: number,
  value: string,
): readonly TextEdit[] | EditRefusal {
  const list = argumentList(text, call);
  if ('refused' in list) return list;
  return index < list.items.length
    ? insertBefore(text, list, index, value)
    : { refused: 'there is no argument after it' };
}

/** Appends `name=value`, or replaces the value where the keyword is given. */
export function setKeyword(
  text: string,
  call: CallSite,
  name: string,
  value: string,
  style: CodeStyle,
): readonly TextEdit[] | EditRefusal {
  const given = call.arguments.find((argument) => argument.name === name);
  if (given) return [{ start: given.value.start, end: given.value.end, text: value }];
  return appendTo(text, call, `${name}=${value}`, style);
}

function appendTo(
  text: string,
  call: CallSite,
  item: string,
  style: CodeStyle,
): readonly TextEdit[] | EditRefusal {
  const { argumentsSpan: span } = call;
  // A decorator or constructor without parentheses.
  if (span.start === span.end) return [{ start: span.end, end: span.end, text: `(${item})` }];
  const list = argumentList(text, call);
  return 'refused' in list ? list : appendItem(text, list, item, { ...style, spaced: false });
}

function argumentList(text: string, call: CallSite): WrittenList | EditRefusal {
  const { start, end } = call.argumentsSpan;
  if (call.form === 'jsx' || call.form === 'tagged' || text[start] !== '(' || text[end - 1] !== ')') {
    return { refused: 'the call is not written with parentheses' };
  }
  // `f(x for x in y)`: the argument brings the parentheses.
  if (call.arguments.some((argument) => argument.start === start))
    return { refused: 'the only argument is a generator' };
  return { open: start + 1, close: end - 1, items: call.arguments };
}
