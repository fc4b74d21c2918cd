// How the scan of each root stands. Types only.

/**
 * `scanning`: the first or a repeated scan from zero is under way · `ready`: there is an analysis ·
 * `cancelled`: someone stopped the scan before there was one · `failed`: there is none, for the reason in `why`.
 */
export type RootPhase = 'scanning' | 'ready' | 'cancelled' | 'failed';

export interface RootState {
  /** URI of the folder that all paths of the analysis are relative to. */
  readonly root: string;
  readonly name: string;
  readonly phase: RootPhase;
  /** One sentence for people. */
  readonly why?: string;
  /** Of the newest analysis. */
  readonly revision?: number;
  readonly hasAgent?: boolean;
}

export interface StateParams {
  /** Empty if no folder is open. */
  readonly roots: readonly RootState[];
}

export interface RescanParams {
  /** URI of a root; all of them without it. */
  readonly root?: string;
}
