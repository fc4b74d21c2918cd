// Ports in memory: what a command writes is kept, the engine answers with a handmade analysis.
import type { CommandPorts } from '../../../server/src/commands/command';
import type { FixService } from '../../../server/src/commands/fixService';
import { runCommand } from '../../../server/src/commands/runCommand';
import type { Analysis } from '../../../server/src/engine/analysis';
import type { EngineChange } from '../../../server/src/engine/engine';
import { plainStyle } from '../../../server/src/reports/style';
import { createClock } from '../../../server/src/workspace/clock';
import { FileWriteError, type WrittenFile } from '../../../server/src/workspace/fileWriter';
import { createMemoryFiles } from '../../../server/src/workspace/memoryFiles';
import type { OpenTexts } from '../../../server/src/workspace/overlayFiles';
import { FileReadError } from '../../../server/src/workspace/ports';
import { decodeText } from '../../../server/src/workspace/text';
import { RULES, TODAY } from '../reports/handmadeAnalysis';

export interface HostParts {
  /** Called for the first analysis, and again after every update. */
  readonly analyse?: (texts: (path: string) => string | undefined) => Analysis;
  readonly fixes?: FixService;
  /** Files on the disk by path relative to the root, /project. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Roots by argument; all others lie under /project. */
  readonly roots?: Readonly<Record<string, string>>;
}

export interface Host {
  /** Runs `airworthy <words>`. */
  run(...words: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }>;
  readonly disk: Map<string, string | Uint8Array>;
  readonly written: WrittenFile[];
  readonly updates: (readonly EngineChange[])[];
  readonly opened: { readonly root: string; readonly today: string; readonly open?: OpenTexts }[];
  closed: number;
  servers: number;
}

export function createHost({ analyse, fixes, files = {}, roots = {} }: HostParts = {}): Host {
  const disk = new Map(Object.entries(files));
  const host: Omit<Host, 'run'> = { disk, written: [], updates: [], opened: [], closed: 0, servers: 0 };
  let out = '';
  let err = '';
  const ports: CommandPorts = {
    tool: { name: 'airworthy', version: '1.2.3' },
    cwd: '/project',
    write: (text) => {
      out += text;
    },
    writeError: (text) => {
      err += text;
    },
    style: plainStyle,
    clock: createClock(TODAY),
    writer: {
      async writeAll(all) {
        for (const { path, expected } of all)
          if (expected === null && disk.has(relative(path))) throw new FileWriteError(path, 'exists already');
        host.written.push(...all);
        for (const { path, content } of all) disk.set(relative(path), content);
      },
    },
    rules: () => RULES,
    async locate(path) {
      if (path === 'nowhere') throw new FileReadError(path, 'not found');
      const root = roots[path] ?? '/project';
      return { root, argument: path === '.' ? root : `${root}/${path}`, decidedBy: 'manifest' };
    },
    async readFile(path) {
      const content = disk.get(relative(path));
      if (content === undefined) throw new FileReadError(path, 'not found');
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    async openEngine(root, options) {
      host.opened.push({ root, ...options });
      const textOf = (path: string): string | undefined => {
        const content = options.open?.textOf(path) ?? disk.get(path);
        if (typeof content !== 'object') return content;
        const decoded = decodeText(content);
        return 'binary' in decoded ? undefined : decoded.text;
      };
      const scan = async (): Promise<Analysis> => {
        if (!analyse) throw new Error('no analysis was expected');
        return analyse(textOf);
      };
      const engine = {
        scan,
        update: (changes: readonly EngineChange[]) => {
          host.updates.push(changes);
          return scan();
        },
        current: undefined,
        files: createMemoryFiles(disk),
        root,
        text: async (path: string) => textOf(path),
        close: async () => {},
      };
      return {
        engine,
        close: async () => {
          host.closed++;
        },
      };
    },
    fixesFor: () => fixes ?? { offers: () => [], repair: async () => ({ refused: 'none' }) },
    startServer: () => {
      host.servers++;
    },
  };
  return Object.assign(host, {
    async run(...words: string[]) {
      out = '';
      err = '';
      const code = await runCommand(words, ports);
      return { code, out, err };
    },
  });
}

function relative(path: string): string {
  return path.replace(/^\/project\//, '');
}
