// How the scans stand: told at each change, and on request.
import { STATE, STATE_CHANGED } from '../protocol/methods';
import type { RootState, StateParams } from '../protocol/state';
import type { Feature } from './feature';
import { guarded } from './guard';
import type { Session } from './session';
import type { WorkspaceRoot } from './workspaceRoot';

export const feature: Feature = { start };

function start(session: Session): void {
  let sent = '';
  const tell = (): void => {
    const state = stateOf(session);
    // A new revision alone is told by the checklist.
    const text = JSON.stringify(state.roots.map((root) => ({ ...root, revision: undefined })));
    if (text === sent) return;
    sent = text;
    void session.connection.sendNotification(STATE_CHANGED, state);
  };
  session.connection.onRequest(
    STATE,
    guarded(session.log, 'The state', () => stateOf(session), { roots: [] }),
  );
  session.onState.add(tell);
  session.onAnalysis.add(tell);
  session.onRemoved.add(tell);
}

function stateOf(session: Session): StateParams {
  return { roots: session.roots.all().map(toState) };
}

function toState(root: WorkspaceRoot): RootState {
  const { uri, name, phase, analysis } = root;
  return {
    root: uri,
    name,
    phase: phase.kind,
    why: phase.kind === 'failed' ? phase.why : undefined,
    revision: analysis?.revision,
    hasAgent: analysis?.hasAgent,
  };
}
