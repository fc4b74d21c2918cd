// Fetching parts of npm packages: download through npm, comparison with the pinned checksum, unpacking.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pins from './pins.json';
import type { Part } from './releases';
import { runCommand } from './runCommand';

const PINS: Readonly<Record<string, string | undefined>> = pins;

/** The pinned sha512 of a package. Throws if there is none: nothing unpinned is ever unpacked. */
export function pinOf(spec: string): string {
  const pin = PINS[spec];
  if (!pin) throw new Error(`${spec} has no checksum in scripts/editor/pins.json`);
  return pin;
}

/** Throws if the content is not the pinned one. */
export function verifyPin(spec: string, content: Uint8Array): void {
  const found = `sha512-${createHash('sha512').update(content).digest('base64')}`;
  if (found !== pinOf(spec)) {
    throw new Error(`${spec} is not the pinned package\n  expected ${pinOf(spec)}\n  received ${found}`);
  }
}

/** Puts a part below `folder`, in place of what stood there. Throws without a connection or with other content. */
export async function unpackPart(part: Part, folder: string): Promise<void> {
  const download = await mkdtemp(path.join(os.tmpdir(), 'airworthy-pack-'));
  try {
    await runCommand('npm', ['pack', part.spec, '--prefer-offline', '--silent'], { cwd: download });
    const name = (await readdir(download)).find((each) => each.endsWith('.tgz'));
    if (!name) throw new Error(`npm pack ${part.spec} wrote no file`);
    const tarball = path.join(download, name);
    verifyPin(part.spec, await readFile(tarball));
    const to = path.join(folder, part.to);
    await rm(to, { recursive: true, force: true });
    await mkdir(to, { recursive: true });
    const inner = path.posix.join('package', part.from);
    await runCommand(
      'tar',
      [
        'xzf',
        tarball,
        `--strip-components=${inner.split('/').length}`,
        '--no-same-owner',
        ...(part.without ?? []).map((pattern) => `--exclude=${inner}/${pattern}`),
        inner,
      ],
      { cwd: to },
    );
  } finally {
    await rm(download, { recursive: true, force: true });
  }
}
