// Takes the pictures of the README in the newest editor, light and dark: `node dist/e2e/screenshots.js [FOLDER]`,
// by default into client/media/screenshots.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../../scripts/editor/projectRoot';
import { RELEASES } from '../../../scripts/editor/releases';
import { openWorkbench } from '../../../scripts/editor/workbench';
import { EditorUi } from '../editorUi';
import { createRunFolder } from '../runFolder';
import { repackPng } from './repackPng';

const LIMIT_KB = 300;
const SIZE = { width: 1360, height: 820 };

/** What is shown, by the name of the picture. Each begins with no editor and no panel open. */
const SCENES: Readonly<Record<string, (editor: EditorUi) => Promise<void>>> = {
  repair: async (editor) => {
    await editor.openActivity('Explorer');
    await editor.openFile('api/src/llm.ts');
    await editor.page.locator('.part.editor .squiggly-error').first().waitFor({ timeout: 30_000 });
    await editor.goTo('17:60');
    await editor.quickFixes('Move to REVIEW_OPENAI_API_KEY');
  },
  checklist: async (editor) => {
    await editor.openFile('api/src/llm.ts');
    await editor.openChecklist();
    await widenSideBar(editor, 480);
    await editor.expand(/^failing, Reliability/);
    await editor.expand(/^failing, Model calls are retried/);
    await editor.expand(/Every call is retried/);
    await editor.row(/llm\.ts:12/).click();
    await editor.page.locator('.part.statusbar').getByText('Ln 12').waitFor();
  },
  problems: async (editor) => {
    await editor.openActivity('Explorer');
    await editor.openFile('api/src/tickets.ts');
    await editor.page.locator('.part.editor .squiggly-warning').first().waitFor({ timeout: 30_000 });
    await editor.goTo('13:30');
    await editor.command('Problems: Focus on Problems View');
    await editor.page.locator('.markers-panel').getByText('llm.ts').first().waitFor();
  },
};

async function main(folder: string): Promise<void> {
  const { version } = RELEASES.at(-1) ?? { version: '' };
  const run = createRunFolder({ 'editor.minimap.enabled': false });
  // It names type definitions that are not installed, which TypeScript would say in the picture.
  rmSync(path.join(run.workspace, 'api', 'tsconfig.json'));
  const workbench = await openWorkbench({
    version,
    content: { folder: run.workspace, extensionsUnderDevelopment: [projectRoot] },
    userData: run.userData,
    extensions: run.extensions,
    say: (message) => console.log(message),
  });
  try {
    const editor = new EditorUi(workbench.page, run.workspace, version);
    await workbench.page.setViewportSize(SIZE);
    await editor.untilReady();
    mkdirSync(folder, { recursive: true });
    for (const theme of ['light', 'dark'] as const) {
      await editor.wear(theme);
      for (const [name, show] of Object.entries(SCENES)) {
        await show(editor);
        await save(editor, path.join(folder, `${name}-${theme}.png`));
        await widenSideBar(editor, 300);
        await editor.closeEverything();
      }
    }
  } finally {
    await workbench.close();
    run.remove();
  }
}

/** Drags the edge of the side bar; `width` in pixels. */
async function widenSideBar({ page }: EditorUi, width: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (!box) return;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width + 1, y);
  await page.mouse.down();
  await page.mouse.move(box.x + width, y, { steps: 4 });
  await page.mouse.up();
}

/** Without a blinking cursor or a pointer in it, so that two runs give much the same. */
async function save({ page }: EditorUi, file: string): Promise<void> {
  await page.mouse.move(SIZE.width / 2, SIZE.height - 10);
  // Hovers and the colours of a file that was just opened come a little later than it.
  await page.waitForTimeout(1_000);
  const png = repackPng(await page.screenshot({ caret: 'hide', animations: 'disabled' }));
  const kilobytes = Math.ceil(png.length / 1024);
  console.log(`${path.relative(projectRoot, file)}: ${kilobytes} KB`);
  if (kilobytes > LIMIT_KB) throw new Error(`${file} is larger than ${LIMIT_KB} KB`);
  rmSync(file, { force: true });
  writeFileSync(file, png);
}

main(path.resolve(process.argv[2] ?? path.join(projectRoot, 'client', 'media', 'screenshots'))).catch(
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
