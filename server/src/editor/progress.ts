// Progress of scans from zero, with a way to stop them.
import type { WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { ScanObserver } from '../engine/scheduler';
import type { Feature } from './feature';
import { attempt } from './guard';
import type { Session } from './session';
import type { WorkspaceRoot } from './workspaceRoot';

export const feature: Feature = {
  start: (session) => {
    if (session.client.progress) session.observeScan = (root) => observe(session, root);
  },
};

/** Messages to the editor while one stage goes on: at most one per this many percent. */
const STEP = 2;

function observe(session: Session, root: WorkspaceRoot): ScanObserver {
  let reporter: WorkDoneProgressServerReporter | undefined;
  let ended = false;
  let last = { stage: '', percent: -STEP };
  let stages = -1;
  // The editor is asked for a place to show progress in; the scan does not wait for its answer.
  void attempt(session.log, 'Showing progress', async () => {
    const created = await session.connection.window.createWorkDoneProgress();
    if (ended) return;
    reporter = created;
    created.token.onCancellationRequested(() => root.cancelScan());
    created.begin(`Airworthy: ${root.name}`, Math.max(0, last.percent), last.stage || 'looking', true);
  });
  return {
    report: (stage, done) => {
      if (stage !== last.stage) stages++;
      const percent = percentOf(stages, done);
      if (stage === last.stage && percent < last.percent + STEP) return;
      last = { stage, percent };
      reporter?.report(percent, stage);
    },
    end: () => {
      ended = true;
      reporter?.done();
    },
  };
}

/** How many stages there are is not known: each takes half of what is left, so that the number never falls. */
function percentOf(stages: number, done: number): number {
  const within = Math.min(1, Math.max(0, done));
  return Math.floor(100 * (1 - 0.5 ** stages + within * 0.5 ** (stages + 1)));
}
