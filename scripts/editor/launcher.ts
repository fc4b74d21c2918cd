#!/usr/bin/env node
// Stands in for the desktop executable of VS Code that @vscode/test-electron starts: takes the same arguments
// and runs the suite in the extension host of an installed editor server, with the workbench in a browser.
// Exit code: that of the suite; 2 if the editor fails, 124 after the time limit, 128 + n on a signal.
import { parseDesktopArguments } from './desktopArguments';
import { openWorkbench, type Workbench } from './workbench';

const TIME_LIMIT_MS = Number(process.env.AIRWORTHY_E2E_LIMIT_MS || 240_000);

/** Words of the workbench itself among those of the suite; CodeExpectedError: its preview watches files that lie on no disk. */
const NOISE =
  /^(CodeExpectedError|Creation of workbench contribution|Resolv(ing|ed) connection token|Creating a socket|(Ignoring fetching|Updating) additional builtin|ChatSessionStore|\[(reconnection-grace-time|AgentHost|AccountPolicyGate)|\[Service Worker\])/;

const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

interface End {
  readonly code: number;
  readonly why?: string;
}

async function main(): Promise<End> {
  const { content, userData, extensions } = parseDesktopArguments(process.argv.slice(2));
  if (!content.tests)
    return { code: 2, why: 'the launcher runs suites only: --extensionTestsPath is missing' };
  const { promise: end, finish } = firstEnd();
  for (const [signal, code] of Object.entries(SIGNALS))
    process.once(signal, () => finish({ code, why: signal }));
  let workbench: Workbench | undefined;
  let ended = false;
  const opened = openWorkbench({
    version: process.env.AIRWORTHY_EDITOR_VERSION ?? '',
    content,
    userData,
    extensions,
    say: (message) => console.log(message),
    prepare: async (page) => {
      // The workbench calls these two functions of the page when it runs a suite.
      await page.exposeFunction('codeAutomationLog', (kind: string, words: unknown[]) => {
        if (ended || NOISE.test(String(words[0]))) return;
        (kind === 'error' || kind === 'warn' ? console.error : console.log)(...words);
      });
      await page.exposeFunction('codeAutomationExit', (code: number) => finish({ code }));
    },
  });
  opened.then(
    (started) => {
      workbench = started;
      // The limit counts from here: a first run installs the editor before.
      setTimeout(
        () => finish({ code: 124, why: `no result after ${TIME_LIMIT_MS} ms` }),
        TIME_LIMIT_MS,
      ).unref();
      started.failed.then((why) => finish({ code: 2, why }));
    },
    (error) => finish({ code: 2, why: error instanceof Error ? error.message : String(error) }),
  );
  const result = await end;
  // What the workbench says while it is closed is of no interest.
  ended = true;
  await (workbench ?? (await opened.catch(() => undefined)))?.close();
  return result;
}

function firstEnd(): { promise: Promise<End>; finish: (end: End) => void } {
  let finish: (end: End) => void = () => {};
  const promise = new Promise<End>((resolve) => {
    finish = resolve;
  });
  return { promise, finish };
}

main().then(({ code, why }) => {
  if (why) console.error(`launcher: ${why}`);
  process.exitCode = code;
});
