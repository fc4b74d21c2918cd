// One session of tests that drive the workbench from outside, as a person would: Mocha runs here, in Node,
// and every test finds the open editor in `this.editor`.
import path from 'node:path';
import { projectRoot } from '../../scripts/editor/projectRoot';
import { openWorkbench } from '../../scripts/editor/workbench';
import { EditorUi } from './editorUi';
import { runFolder } from './mochaRun';
import type { SessionResults } from './results';
import { createRunFolder } from './runFolder';

const TEST_LIMIT_MS = 60_000;

/** Resolves with the counts. Throws if the editor fails. */
export async function runUiSession(version: string): Promise<SessionResults> {
  const folder = createRunFolder();
  try {
    const workbench = await openWorkbench({
      version,
      content: { folder: folder.workspace, extensionsUnderDevelopment: [projectRoot] },
      userData: folder.userData,
      extensions: folder.extensions,
      say: (message) => console.log(message),
    });
    try {
      const editor = new EditorUi(workbench.page, folder.workspace, version);
      await editor.untilReady();
      const failed = workbench.failed.then((why) => {
        throw new Error(why);
      });
      return await Promise.race([runTests(editor), failed]);
    } finally {
      await workbench.close();
    }
  } finally {
    folder.remove();
  }
}

function runTests(editor: EditorUi): Promise<SessionResults> {
  return runFolder(path.join(projectRoot, 'dist', 'e2e', 'ui'), {
    timeout: TEST_LIMIT_MS,
    rootHooks: {
      beforeAll(this: Mocha.Context) {
        this.editor = editor;
      },
      async afterEach(this: Mocha.Context) {
        const test = this.currentTest;
        if (test?.state === 'failed') await editor.screenshot(`failed ${test.fullTitle()}`);
        await editor.closeEverything();
      },
    },
  });
}
