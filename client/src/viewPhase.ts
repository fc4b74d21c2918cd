// Which of the welcome texts the sidebar shows, if any. Decides; setting the context key is for others.
import type { StateParams } from '../../server/src/protocol/state';

/**
 * Values of the context key `airworthy.phase`, as package.json compares them: `noFolder` · `looking` (before the server
 * may start) · `notStarted` (no sign of an agent) · `starting` · `failed` · `scanning` · `cancelled` · `noAgent` · `ready`.
 */
export type ViewPhase =
  | 'noFolder'
  | 'looking'
  | 'notStarted'
  | 'starting'
  | 'failed'
  | 'scanning'
  | 'cancelled'
  | 'noAgent'
  | 'ready';

/** Of the program that runs, or does not. */
export type ServerPhase = 'looking' | 'notStarted' | 'starting' | 'running' | 'failed';

export function viewPhaseOf(server: ServerPhase, folders: number, state: StateParams | undefined): ViewPhase {
  if (server === 'failed') return 'failed';
  if (folders === 0) return 'noFolder';
  if (server !== 'running') return server;
  const roots = state?.roots ?? [];
  // What is known of one root is not hidden by what happens to another.
  if (roots.some(({ hasAgent }) => hasAgent)) return 'ready';
  if (roots.length === 0) return 'starting';
  if (roots.some(({ phase }) => phase === 'scanning')) return 'scanning';
  if (roots.some(({ phase }) => phase === 'failed')) return 'failed';
  return roots.some(({ phase }) => phase === 'cancelled') ? 'cancelled' : 'noAgent';
}
