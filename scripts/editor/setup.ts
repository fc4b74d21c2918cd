// Command that installs the editors and the browser of the tests:
// `node dist/tools/setup.js [--server-only] [VERSION…]`, all versions if none is named.
import { editorCache } from './component';
import { installBrowser } from './installBrowser';
import { installServer } from './installServer';
import { canInstallEditors, RELEASES, releaseOf } from './releases';

async function main(args: readonly string[]): Promise<void> {
  if (!canInstallEditors) {
    console.log('editors: only Linux on x64 needs this set-up; elsewhere the tests download VS Code');
    return;
  }
  const say = (message: string) => console.log(`editors: ${message}`);
  const named = args.filter((arg) => !arg.startsWith('--'));
  const releases = named.length > 0 ? named.map(releaseOf) : RELEASES;
  for (const release of releases) await installServer(release, say);
  if (!args.includes('--server-only')) await installBrowser(say);
  say(`ready in ${editorCache()}`);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(`editors: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});
