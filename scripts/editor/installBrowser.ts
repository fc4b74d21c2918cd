// Installing the headless browser in which tests open the workbench: executable, libraries and fonts,
// so that a machine without any of them will do.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { install } from './component';
import { pinOf, unpackPart } from './parts';
import { BROWSER } from './releases';
import { runCommand } from './runCommand';

/** To be raised when the steps below change what they leave on disk. */
const REVISION = 1;

export interface InstalledBrowser {
  readonly executable: string;
  /** Shared libraries for machines that lack them. */
  readonly libraries: string;
  /** Folder with a `fonts.conf` for machines without fonts. */
  readonly fonts: string;
}

/** Installs the browser unless it is there. */
export async function installBrowser(say: (message: string) => void): Promise<InstalledBrowser> {
  const parts = [BROWSER.archives, BROWSER.fonts];
  const folder = await install(
    {
      name: `chromium-${BROWSER.version}`,
      recipe: { revision: REVISION, parts: parts.map((part) => ({ ...part, pin: pinOf(part.spec) })) },
      build,
    },
    say,
  );
  return {
    executable: path.join(folder, 'chromium'),
    libraries: path.join(folder, 'al2023', 'lib'),
    fonts: path.join(folder, 'fonts'),
  };
}

async function build(folder: string, final: string): Promise<void> {
  const archives = path.join(folder, BROWSER.archives.to);
  await unpackPart(BROWSER.archives, folder);
  const inflate = async (name: string) =>
    promisify(brotliDecompress)(await readFile(path.join(archives, name)));
  await writeFile(path.join(folder, 'chromium'), await inflate('chromium.br'), { mode: 0o755 });
  const trees = [
    ['swiftshader', folder],
    ['al2023', path.join(folder, 'al2023')],
    ['fonts', path.join(folder, 'fonts')],
  ] as const;
  for (const [name, to] of trees) {
    await mkdir(to, { recursive: true });
    await runCommand('tar', ['x', '--no-same-owner'], { cwd: to, input: await inflate(`${name}.tar.br`) });
  }
  await unpackPart(BROWSER.fonts, folder);
  await writeFile(path.join(folder, 'fonts', 'fonts.conf'), fontsConf(path.join(final, 'fonts')));
  await rm(archives, { recursive: true });
}

function fontsConf(folder: string): string {
  const alias = (family: string, font: string) =>
    `  <alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>\n`;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/cache</cachedir>
${alias('monospace', 'DejaVu Sans Mono')}${alias('sans-serif', 'DejaVu Sans')}</fontconfig>
`;
}
