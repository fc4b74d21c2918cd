// The code of an option's value: a number in its unit, a helper call with its import. One table of what is not plain.
import type { Setting, SettingName } from '../../catalog/meaning';
import type { Slot } from '../../catalog/slots';
import { versionIn } from '../../catalog/version';
import type { Layer } from '../../inventory/linking/match/layers';
import { alternatives } from '../../inventory/linking/resolve/abstract';
import type { CodeStyle } from '../../languages/edits/codeStyle';
import type { WantedImport } from '../../languages/edits/wantedImport';
import type { FixInput } from '../fix';

export interface WrittenOption {
  readonly imports: readonly WantedImport[];
  /** The value's code, given the local names of the imports. */
  code(locals: readonly string[]): string;
}

/** What an option shall become: a count or time (ms), or a switch. */
export type Wanted = number | boolean;

const MS_PER_UNIT = { ms: 1, s: 1000, min: 60_000 } as const;

/** The value for a slot of a layer. */
export function writeOption(
  input: FixInput,
  layer: Layer,
  name: SettingName,
  slot: Slot,
  wanted: Wanted,
  style: CodeStyle,
): WrittenOption {
  const setting = layer.known.meaning.settings![name]!;
  if (typeof wanted === 'boolean') return plain(onWord(setting) === wanted ? style.true : style.false);
  const amount = amountOf(setting, name, wanted);
  const number = style.number(amount);
  if (name === 'stepLimit' && lastKey(slot) === 'stopWhen') {
    return {
      imports: [{ module: 'ai', name: isAtLeast(input, layer, 7) ? 'isStepCount' : 'stepCountIs' }],
      code: ([helper]) => `${helper}(${number})`,
    };
  }
  if (name === 'timeout' && calledType(layer) === 'http-python/AioSession') {
    return {
      imports: [{ module: 'aiohttp', name: '*' }],
      code: ([aiohttp]) => `${aiohttp}.ClientTimeout(total=${number})`,
    };
  }
  if (name === 'retries' && setting.keys) {
    const [key] = setting.keys;
    if (layer.site.module.language === 'python') {
      return {
        imports: [{ module: 'langgraph.types', name: 'RetryPolicy' }],
        code: ([policy]) => `${policy}(${key}=${number})`,
      };
    }
    return plain(style.object([style.entry(key!, number)]));
  }
  return plain(number);
}

/** A call that a keyword holds its options in (`model_settings=ModelSettings(max_tokens=…)`), where it is not there yet. */
export function containerOf(
  layer: Layer,
  slot: Slot,
): { readonly name: string; readonly imported: WantedImport } | undefined {
  if (slot.from !== 'keyword') return undefined;
  if (layer.known.pack === 'openai-agents' && slot.name === 'model_settings') {
    return { name: 'ModelSettings', imported: { module: 'agents', name: 'ModelSettings' } };
  }
  return undefined;
}

/** A value that is only wanted as code. */
export function plain(code: string): WrittenOption {
  return { imports: [], code: () => code };
}

/** The boolean that means "on" for a switch: for `tracingDisabled` it is false. */
function onWord(setting: Setting): boolean {
  return !setting.none?.includes(true);
}

function amountOf(setting: Setting, name: SettingName, wanted: number): number {
  if (name === 'retries') return setting.counts === 'attempts' ? wanted + 1 : wanted;
  if (name !== 'timeout' && name !== 'toolTimeout') return wanted;
  const inUnit = wanted / MS_PER_UNIT[setting.unit ?? 'ms'];
  return setting.unit === 's' || setting.unit === 'min' ? Math.max(inUnit, 0.001) : Math.round(inUnit);
}

/** The name under which an option stands at a slot: the last key of its path, else the keyword. */
export function lastKey(slot: Slot): string | undefined {
  return 'path' in slot && slot.path.length > 0 ? slot.path.at(-1) : 'name' in slot ? slot.name : undefined;
}

/** True if the installed version of the layer's package is surely of this major or a later one. */
export function isAtLeast(input: FixInput, layer: Layer, major: number): boolean {
  return versionAnswer(input, layer, `>=${major}`) === 'yes';
}

/** Whether the installed version of the layer's package lies in a range; unknown where the version is. */
export function versionAnswer(input: FixInput, layer: Layer, range: string): ReturnType<typeof versionIn> {
  const { language, path } = layer.site.module;
  const version = input.catalog
    .packagesOf(language, layer.known.pack)
    .map((name) => input.versionOf(path, language, name))
    .find((one) => one !== undefined);
  return versionIn(version, range);
}

/** The type a member is called on, if the callee is one. */
export function calledType(layer: Layer): string | undefined {
  const receiver = layer.receiver && alternatives(layer.receiver)[0];
  return receiver?.kind === 'instance' ? receiver.type : undefined;
}
