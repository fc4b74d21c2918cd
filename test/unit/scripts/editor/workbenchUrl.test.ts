// The address of a workbench: token, folder and the payload that the workbench reads.
import { describe, expect, test } from 'vitest';
import { type WorkbenchContent, workbenchUrl } from '../../../../scripts/editor/workbenchUrl';

const server = { authority: '127.0.0.1:8123', token: 'secret' };

function parse(content: Partial<WorkbenchContent>) {
  const url = new URL(workbenchUrl(server, { extensionsUnderDevelopment: [], ...content }));
  return { url, query: Object.fromEntries(url.searchParams) };
}

describe('workbenchUrl', () => {
  test('names the server, the token and the folder', () => {
    const { url, query } = parse({ folder: '/home/ana/my agent' });
    expect(url.host).toBe(server.authority);
    expect(query).toEqual({ tkn: 'secret', folder: '/home/ana/my agent' });
  });

  test('opens an empty window without a folder, and a workspace file before a folder', () => {
    expect(parse({}).query).toEqual({ tkn: 'secret', ew: 'true' });
    expect(parse({ folder: '/f', workspace: '/w.code-workspace' }).query.folder).toBeUndefined();
  });

  test('passes extensions, tests and a file as URIs of this server, escaped', () => {
    const { query } = parse({
      folder: '/f',
      file: '/f/ä #1.ts',
      extensionsUnderDevelopment: ['/a', '/b'],
      tests: '/a/suite',
    });
    expect(JSON.parse(query.payload ?? '')).toEqual([
      ['extensionDevelopmentPath', 'vscode-remote://127.0.0.1:8123/a'],
      ['extensionDevelopmentPath', 'vscode-remote://127.0.0.1:8123/b'],
      ['extensionTestsPath', 'vscode-remote://127.0.0.1:8123/a/suite'],
      ['openFile', 'vscode-remote://127.0.0.1:8123/f/%C3%A4%20%231.ts'],
    ]);
  });
});
