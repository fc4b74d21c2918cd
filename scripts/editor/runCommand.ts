// Starting a program of the set-up (npm, tar) and waiting for it.
import { spawn } from 'node:child_process';

/** Variables by which an enclosing `npm run` would steer an inner npm towards this project. */
const OF_ENCLOSING_NPM = /^(npm_package_|npm_lifecycle_|npm_command$|npm_config_local_prefix$|INIT_CWD$)/i;

/** Runs to the end. Throws with the program's own words if it does not exit with 0. */
export async function runCommand(
  program: string,
  args: readonly string[],
  { cwd, input }: { cwd: string; input?: Uint8Array },
): Promise<void> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !OF_ENCLOSING_NPM.test(name)),
  );
  const child = spawn(program, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  // The program may end before it has read everything; its exit code tells.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code ?? signal}\n${output.trim()}`));
    });
  });
}
