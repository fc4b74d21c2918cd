// What the launcher makes of the arguments that a desktop executable gets.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDesktopArguments } from '../../../../scripts/editor/desktopArguments';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'airworthy arguments '));
  file = path.join(folder, 'agent.ts');
  writeFileSync(file, '');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('parseDesktopArguments', () => {
  test('reads what @vscode/test-electron passes', () => {
    const parsed = parseDesktopArguments([
      folder,
      '--disable-extensions',
      '--user-data-dir=/u',
      '--extensions-dir=/e',
      '--no-sandbox',
      '--extensionTestsPath=/p/dist/e2e/suite/index',
      '--extensionDevelopmentPath=/p',
    ]);
    expect(parsed).toEqual({
      content: {
        folder,
        workspace: undefined,
        file: undefined,
        extensionsUnderDevelopment: ['/p'],
        tests: '/p/dist/e2e/suite/index',
      },
      userData: '/u',
      extensions: '/e',
    });
  });

  test('tells folder, workspace file and file apart', () => {
    const { content } = parseDesktopArguments([file, '/w/all.code-workspace', folder]);
    expect(content).toMatchObject({ folder, workspace: '/w/all.code-workspace', file });
  });

  test('takes several extensions and the last of repeated values, equal signs included', () => {
    const parsed = parseDesktopArguments([
      '--extensionDevelopmentPath=/a',
      '--extensionDevelopmentPath=/b',
      '--user-data-dir=/one',
      '--user-data-dir=/two=2',
    ]);
    expect(parsed.content.extensionsUnderDevelopment).toEqual(['/a', '/b']);
    expect(parsed.userData).toBe('/two=2');
  });
});
