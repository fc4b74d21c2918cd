// What package.json promises the editor, held against the sources of the extension and the settings of the server.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../server/src/workspace/settings';

const root = path.resolve(__dirname, '../../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const { contributes } = manifest;
const sources = readdirSync(path.join(root, 'client/src'))
  .map((name) => readFileSync(path.join(root, 'client/src', name), 'utf8'))
  .join('\n');

const declared: string[] = contributes.commands.map(({ command }: { command: string }) => command);
const clauses: string[] = JSON.stringify(contributes).match(/"when":"[^"]*"/g) ?? [];

describe('contributions', () => {
  it('declare exactly the commands that are registered', () => {
    const registered = [...sources.matchAll(/registerCommand\(\s*'([^']+)'/g)].map((match) => match[1]);
    expect([...registered].sort()).toEqual([...declared].sort());
  });

  it('give each command a title, and in the sidebar an icon', () => {
    const shown = new Set<string>();
    const inline = [...contributes.menus['view/title'], ...contributes.menus['view/item/context']];
    for (const { command, group } of inline) if (/^(inline|navigation)/.test(group)) shown.add(command);
    for (const { command, title, category, icon } of contributes.commands) {
      expect(title, command).toBeTruthy();
      expect(category, command).toBe('Airworthy');
      if (shown.has(command)) expect(icon, command).toMatch(/^\$\([a-z-]+\)$/);
    }
  });

  it('name no command that does not exist, in menus and welcome texts', () => {
    const used = [
      ...Object.values<{ command: string }[]>(contributes.menus).flatMap((entries) =>
        entries.map(({ command }) => command),
      ),
      ...[...JSON.stringify(contributes.viewsWelcome).matchAll(/\(command:([\w.]+)\)/g)].map(
        (match) => match[1]!,
      ),
    ].filter((command) => !command.startsWith('vscode.'));
    expect(used.filter((command) => !declared.includes(command))).toEqual([]);
  });

  it('have a welcome text for each phase that shows no tree', () => {
    const phases = /export type ViewPhase =([^;]+);/
      .exec(sources)?.[1]
      ?.match(/'(\w+)'/g)
      ?.map((each) => each.slice(1, -1));
    const welcomed = contributes.viewsWelcome.map(({ when }: { when: string }) => when.split(' == ')[1]);
    // While it is looked around for a moment, nothing is said.
    expect([...welcomed, 'looking', 'ready'].sort()).toEqual([...(phases ?? [])].sort());
  });

  it('use only context keys and views that the extension sets', () => {
    const keys = clauses.flatMap((clause) => clause.match(/airworthy\.[a-zA-Z]+/g) ?? []);
    const known = ['airworthy.checklist', 'airworthy.phase', 'airworthy.grouping'];
    expect([...new Set(keys)].filter((key) => !known.includes(key))).toEqual([]);
    expect(contributes.views.airworthy.map(({ id }: { id: string }) => id)).toEqual(['airworthy.checklist']);
  });

  it('document the settings with the defaults of the server', () => {
    const settings = contributes.configuration.properties;
    for (const [name, setting] of Object.entries<Record<string, unknown>>(settings)) {
      expect(setting.description ?? setting.markdownDescription, name).toBeTruthy();
      const key = name.replace('airworthy.', '');
      if (key in DEFAULT_SETTINGS) expect(setting.default, name).toEqual(Reflect.get(DEFAULT_SETTINGS, key));
    }
    const without = Object.keys(DEFAULT_SETTINGS).filter((key) => !(`airworthy.${key}` in settings));
    // Not offered before the server can do it.
    expect(without).toEqual(['show']);
  });

  it('have icons without colours of their own', () => {
    const icon = readFileSync(path.join(root, contributes.viewsContainers.activitybar[0].icon), 'utf8');
    expect(icon).toContain('stroke="currentColor"');
    expect(icon).not.toMatch(/#[0-9a-f]{3}/i);
  });
});
