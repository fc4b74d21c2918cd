// Takes the place of the compiled watchdog of the VS Code server: ends a helper process whose server is gone.

/** Exit code that the compiled watchdog uses too. */
const PARENT_GONE = 87;

/** Watches the process `pid` from now on. */
export function start(pid: number): void {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(PARENT_GONE);
    }
  }, 1_000).unref();
}
