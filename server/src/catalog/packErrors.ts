// Faults of packs that only show when all are read: types nobody defines, names twice, ranges and slots that do not parse.

import { PACK_LANGUAGES, type PackLanguage } from './languageIndex';
import type { Meaning } from './meaning';
import { expandExportKey, expandMemberPath, exportName, isModule, namesType, qualifyType } from './names';
import type { LanguagePack } from './pack';
import type { PackSource } from './packSource';
import { parseSlot } from './slots';
import { mapParameters, typeReferences } from './typeNames';
import { isVersionRange } from './version';
import type { SourceError } from './yamlSource';

type Keys = readonly PropertyKey[];

interface Check {
  readonly source: PackSource;
  readonly language: PackLanguage;
  /** Every `pack/Type` of this language. */
  readonly types: ReadonlySet<string>;
  /** Every `module:Name` of this language. */
  readonly exports: ReadonlySet<string>;
  readonly errors: SourceError[];
}

/** All faults between and within the packs, in the order of the sources. */
export function packErrors(sources: readonly PackSource[]): readonly SourceError[] {
  const errors: SourceError[] = [...repeatedIds(sources), ...repeatedServers(sources), ...misplaced(sources)];
  for (const language of PACK_LANGUAGES) {
    const types = new Set(
      sources.flatMap(({ pack }) =>
        Object.keys(pack[language]?.types ?? {}).map((name) => qualifyType(name, pack.id)),
      ),
    );
    const exports = new Set(
      sources
        .flatMap(({ pack }) => Object.keys(pack[language]?.exports ?? {}))
        .flatMap((key) => expandExportKey(key) ?? [])
        .map(({ module, name }) => exportName(module, name)),
    );
    for (const source of sources) {
      const part = source.pack[language];
      if (part) checkLanguage({ source, language, types, exports, errors }, part);
    }
  }
  return errors;
}

function repeatedIds(sources: readonly PackSource[]): SourceError[] {
  const first = new Map<string, string>();
  return sources.flatMap((source) => {
    const before = first.get(source.pack.id);
    if (before !== undefined)
      return [source.errorAt(['id'], `pack "${source.pack.id}" is already defined in ${before}`)];
    first.set(source.pack.id, source.path);
    return [];
  });
}

/** A server of one name is described once, else the order of files would decide what it may do. */
function repeatedServers(sources: readonly PackSource[]): SourceError[] {
  const first = new Map<string, string>();
  return sources.flatMap((source) =>
    source.pack.toolServers.flatMap(({ names }, at) =>
      names.flatMap((name, index) => {
        const before = first.get(name);
        if (before === undefined) first.set(name, source.path);
        const keys = ['toolServers', at, 'names', index];
        return before === undefined
          ? []
          : [source.errorAt(keys, `server "${name}" is already defined in ${before}`)];
      }),
    ),
  );
}

/** Keys that say something of packs of one kind only. */
function misplaced(sources: readonly PackSource[]): SourceError[] {
  return sources.flatMap((source) => {
    const { returnValue, instrumented, kind } = source.pack;
    return [
      ...(returnValue !== undefined && kind !== 'framework'
        ? [source.errorAt(['returnValue'], 'only a framework has handlers that return')]
        : []),
      ...(instrumented !== undefined && kind !== 'sdk'
        ? [source.errorAt(['instrumented'], 'only an SDK is instrumented')]
        : []),
    ];
  });
}

function checkLanguage(check: Check, part: LanguagePack): void {
  checkExports(check, part);
  checkTypes(check, part);
  for (const group of ['fileRoutes', 'fileMiddleware'] as const) {
    for (const [at, item] of part[group].entries()) {
      mapParameters(item.parameters ?? [], [check.language, group, at, 'parameters'], (name, keys) => {
        checkType(check, keys, name);
        return name;
      });
    }
  }
  for (const [at, item] of part.toolObjects.entries()) {
    checkMeaning(check, [check.language, 'toolObjects', at, 'meaning'], item.meaning);
  }
}

function checkExports(check: Check, part: LanguagePack): void {
  const names = new Map<string, string>();
  for (const [key, meanings] of Object.entries(part.exports)) {
    const keys = [check.language, 'exports', key];
    const expanded = expandExportKey(key);
    if (!expanded) report(check, keys, `"${key}" is no module:Name`);
    for (const { module, name } of expanded ?? []) {
      if (!isModule(module)) report(check, keys, `"${module}" is no module`);
      claim(check, keys, names, `${module}:${name}`, key);
    }
    checkMeanings(check, keys, meanings);
  }
}

function checkTypes(check: Check, part: LanguagePack): void {
  for (const [name, type] of Object.entries(part.types)) {
    const keys = [check.language, 'types', name];
    if (!/^\w+$/.test(name)) report(check, keys, `"${name}" is no type name (letters and digits)`);
    for (const [at, base] of type.extends.entries()) checkType(check, [...keys, 'extends', at], base);
    const members = new Map<string, string>();
    for (const [path, meanings] of Object.entries(type.members)) {
      const memberKeys = [...keys, 'members', path];
      for (const each of expandMemberPath(path)) claim(check, memberKeys, members, each, path);
      checkMeanings(check, memberKeys, meanings);
    }
  }
}

/** A name may be spelt by one key only: the second would silently hide or double the first. */
function claim(check: Check, keys: Keys, taken: Map<string, string>, name: string, key: string): void {
  const before = taken.get(name);
  if (before !== undefined) report(check, keys, `"${name}" is already defined by "${before}"`);
  else taken.set(name, key);
}

function checkMeanings(check: Check, keys: Keys, meanings: readonly Meaning[]): void {
  for (const [at, meaning] of meanings.entries()) {
    checkMeaning(check, meanings.length > 1 ? [...keys, at] : keys, meaning);
  }
}

function checkMeaning(check: Check, keys: Keys, meaning: Meaning): void {
  checkRange(check, [...keys, 'versions'], meaning.versions);
  checkRange(check, [...keys, 'catches', 'rejections', 'versions'], meaning.catches?.rejections?.versions);
  const { returns } = meaning;
  if (
    returns !== undefined &&
    !namesType(returns) &&
    returns !== 'receiver' &&
    !parseSlot(returns.slice('slot:'.length))
  ) {
    report(check, [...keys, 'returns'], `"${returns}" names no slot`);
  }
  if (meaning.like !== undefined && !check.exports.has(meaning.like))
    report(check, [...keys, 'like'], `no pack knows "${meaning.like}"`);
  for (const reference of typeReferences(meaning))
    checkType(check, [...keys, ...reference.keys], reference.name);
  for (const [name, setting] of Object.entries(meaning.settings ?? {})) {
    for (const [at, each] of (setting.default ?? []).entries()) {
      checkRange(check, [...keys, 'settings', name, 'default', at, 'versions'], each.versions);
    }
  }
}

function checkType(check: Check, keys: Keys, name: string): void {
  if (!check.types.has(qualifyType(name, check.source.pack.id)))
    report(check, keys, `unknown type "${name}"`);
}

function checkRange(check: Check, keys: Keys, range: string | undefined): void {
  if (range !== undefined && !isVersionRange(range)) report(check, keys, `"${range}" is no version range`);
}

function report(check: Check, keys: Keys, message: string): void {
  check.errors.push(check.source.errorAt(keys, message));
}
