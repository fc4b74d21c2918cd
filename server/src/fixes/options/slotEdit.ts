// Writes an option at a slot of a call: where an object, dict or options call stands there into it, else as a new argument.
import type { Slot } from '../../catalog/slots';
import type { LinkContext } from '../../inventory/linking/context';
import type { Layer } from '../../inventory/linking/match/layers';
import { type Abstract, alternatives } from '../../inventory/linking/resolve/abstract';
import {
  appendArgument,
  insertArgument,
  positionalArguments,
  setKeyword,
} from '../../languages/edits/callArgument';
import { setEntry } from '../../languages/edits/objectEntry';
import { type EditRefusal, isRefusal } from '../../languages/edits/textEdit';
import type { Argument } from '../../languages/summary/module';
import type { Value } from '../../languages/summary/value';
import { type CodeFile, openCode, withImports } from '../codeFile';
import { inFile } from '../fileEdits';
import type { FileEdit, FixInput } from '../fix';
import { containerOf, type WrittenOption } from './writtenOption';

/** How well a slot can take a new value: lower is better; undefined: not at all, for this reason. */
export type Fitness = number | EditRefusal;

/** Packages whose functions take options before a callback that ends the arguments. */
const CALLBACK_LAST = new Set(['shell', 'http-typescript']);

const NO_OBJECT = { refused: 'what stands where the options go is no object' };

/** 0: into something that is written there, 1: as a new keyword, 2: as a new argument, 3: with arguments left out before it. */
export function fitnessOf(context: LinkContext, layer: Layer, slot: Slot): Fitness {
  const { call } = layer.site;
  if (slot.from === 'keyword') {
    const given = call.arguments.find((argument) => argument.name === slot.name);
    if (!given) return 1;
    return slot.path.length === 0 ? 0 : containerFitness(context, layer, given.value);
  }
  if (slot.from !== 'argument') return { refused: 'the option stands nowhere it could be written' };
  const positional = positionalArguments(call);
  if (positional.slice(0, slot.index + 1).some((argument) => argument.spread))
    return { refused: 'the arguments are spread from a list' };
  const given = positional[slot.index];
  if (given && slot.path.length === 0) return 0;
  if (given) {
    const fitness = containerFitness(context, layer, given.value);
    return isRefusal(fitness) && isCallback(layer, slot, given) ? 2 : fitness;
  }
  if (layer.site.module.language === 'python' && positional.length < call.arguments.length)
    return { refused: 'positional arguments cannot follow keywords' };
  return slot.index === positional.length
    ? 2
    : layer.site.module.language === 'python'
      ? { refused: 'the arguments before it are missing' }
      : 3;
}

function isCallback(layer: Layer, slot: Extract<Slot, { from: 'argument' }>, given: Argument): boolean {
  return (
    CALLBACK_LAST.has(layer.known.pack) &&
    given.value.kind === 'function' &&
    slot.index === layer.site.call.arguments.length - 1
  );
}

function containerFitness(context: LinkContext, layer: Layer, value: Value): Fitness {
  const container = containerAt(context, layer, value);
  return isRefusal(container) ? container : 0;
}

type Container =
  | { readonly kind: 'object'; readonly value: Extract<Abstract, { kind: 'object' }> }
  | { readonly kind: 'call'; readonly site: Layer['site'] };

/** The one object, dict or options call that stands at a value. */
function containerAt(context: LinkContext, layer: Layer, value: Value): Container | EditRefusal {
  const found = alternatives(context.evaluator.evaluate(value, layer.site.frame));
  const [only] = found;
  if (!only || found.length > 1) return { refused: 'the options are one of several' };
  if (only.kind === 'object') return { kind: 'object', value: only };
  if (only.kind === 'parameter') return { refused: 'the options are handed over from outside' };
  if (only.kind === 'unknown') return { refused: `the options cannot be followed: ${only.why}` };
  const python = layer.site.module.language === 'python';
  if (python && only.kind === 'instance' && only.origin) return { kind: 'call', site: only.origin.site };
  if (python && only.kind === 'result' && only.path.length === 0) return { kind: 'call', site: only.site };
  return NO_OBJECT;
}

/** The edits that put `written` at the slot. Existing literals are replaced; anything else that is set there is left alone. */
export async function editSlot(
  input: FixInput,
  context: LinkContext,
  layer: Layer,
  slot: Slot,
  written: WrittenOption,
): Promise<readonly FileEdit[] | EditRefusal> {
  const file = await openCode(input, layer.site.module.path);
  if (isRefusal(file)) return file;
  if (slot.from === 'keyword') return editKeyword(input, context, file, layer, slot, written);
  if (slot.from === 'argument') return editArgument(input, context, file, layer, slot, written);
  return { refused: 'the option stands nowhere it could be written' };
}

async function editKeyword(
  input: FixInput,
  context: LinkContext,
  file: CodeFile,
  layer: Layer,
  slot: Extract<Slot, { from: 'keyword' }>,
  written: WrittenOption,
): Promise<readonly FileEdit[] | EditRefusal> {
  const { call } = layer.site;
  const given = call.arguments.find((argument) => argument.name === slot.name);
  if (given && slot.path.length > 0)
    return editInside(input, context, file, layer, given.value, slot.path, written);
  if (given && !mayReplace(given.value)) return { refused: `\`${slot.name}\` is set by something else here` };
  const container = containerOf(layer, slot);
  const wanted = [...written.imports, ...(container && slot.path.length > 0 ? [container.imported] : [])];
  return withImports(file, wanted, (locals) => {
    const code = written.code(locals);
    const inner =
      slot.path.length === 0
        ? code
        : container
          ? `${locals.at(-1)}(${slot.path[0]}=${code})`
          : nested(file, slot.path, code);
    return filed(file.path, setKeyword(file.text, call, slot.name, inner, file.style));
  });
}

async function editArgument(
  input: FixInput,
  context: LinkContext,
  file: CodeFile,
  layer: Layer,
  slot: Extract<Slot, { from: 'argument' }>,
  written: WrittenOption,
): Promise<readonly FileEdit[] | EditRefusal> {
  const { call } = layer.site;
  const given = positionalArguments(call)[slot.index];
  const callback = given !== undefined && isCallback(layer, slot, given);
  if (given && !callback && slot.path.length > 0)
    return editInside(input, context, file, layer, given.value, slot.path, written);
  if (given && !callback && !mayReplace(given.value))
    return { refused: 'the argument is set by something else here' };
  return withImports(file, written.imports, (locals) => {
    const code =
      slot.path.length === 0 ? written.code(locals) : nested(file, slot.path, written.code(locals));
    if (callback) return filed(file.path, insertArgument(file.text, call, slot.index, code));
    if (given) return inFile(file.path, [{ start: given.value.start, end: given.value.end, text: code }]);
    return filed(file.path, appendArgument(file.text, call, slot.index, code, file.style));
  });
}

async function editInside(
  input: FixInput,
  context: LinkContext,
  file: CodeFile,
  layer: Layer,
  value: Value,
  path: readonly string[],
  written: WrittenOption,
): Promise<readonly FileEdit[] | EditRefusal> {
  const container = containerAt(context, layer, value);
  if (isRefusal(container)) return container;
  const holder = container.kind === 'object' ? container.value.at.path : container.site.module.path;
  const target = holder === file.path ? file : await openCode(input, holder);
  if (isRefusal(target)) return target;
  return withImports(target, written.imports, (locals) => {
    const code = written.code(locals);
    if (container.kind === 'call') {
      if (path.length > 1) return NO_OBJECT;
      const keyword = container.site.call.arguments.find((argument) => argument.name === path[0]);
      if (keyword && !mayReplace(keyword.value))
        return { refused: `\`${path[0]}\` is set by something else here` };
      return filed(target.path, setKeyword(target.text, container.site.call, path[0]!, code, target.style));
    }
    const { value: object, added } = container.value;
    if (added.some((one) => one.kind === 'property' && one.property === path[0]))
      return { refused: `\`${path[0]}\` is assigned after the object is made` };
    const entry = object.entries.findLast((one) => one.kind === 'property' && one.key === path[0]);
    if (path.length === 1 && entry && !mayReplace(entry.value))
      return { refused: `\`${path[0]}\` is set by something else here` };
    return filed(target.path, setEntry(target.text, object, path, code, target.style));
  });
}

/** A literal or a helper call may give way; what a name stands for is used on purpose. */
function mayReplace(value: Value): boolean {
  return value.kind === 'constant' || value.kind === 'call';
}

function nested(file: CodeFile, path: readonly string[], code: string): string {
  return path.reduceRight((inner, key) => file.style.object([file.style.entry(key, inner)]), code);
}

function filed(path: string, edits: ReturnType<typeof setKeyword>): readonly FileEdit[] | EditRefusal {
  return isRefusal(edits) ? edits : inFile(path, edits);
}
