// What an analysis is assembled from. Types only.
import type { ProgramModule } from '../inventory/linking/resolve/program';
import type { Manifest } from '../manifest/manifest';
import type { Discovery } from '../workspace/discovery';
import type { Cancellation, TrackedFiles } from '../workspace/ports';
import type { FileStore } from './fileStore';
import type { Kept } from './kept';
import type { LinkIndex } from './linkIndex';
import type { GroupOf } from './projectGroups';
import type { ProjectIndex } from './projectIndex';
import type { RuleData } from './ruleData';
import type { SettingPlaces } from './settingPlaces';

/** Texts of files with facts, kept between analyses by the stamp of their content. */
export type KnownTexts = Map<string, { readonly stamp: string; readonly text: string }>;

export interface AssembleInput {
  readonly root: string;
  readonly revision: number;
  readonly today: string;
  readonly ruleData: RuleData;
  readonly store: FileStore;
  readonly discovery: Discovery;
  readonly tracked: TrackedFiles;
  readonly ignored: ReadonlySet<string>;
  readonly projects: ProjectIndex;
  /** Sorted paths of all code files. */
  readonly code: readonly string[];
  readonly manifest: Manifest;
  readonly modules: ReadonlyMap<string, ProgramModule>;
  readonly index: LinkIndex;
  readonly groupOf: GroupOf;
  readonly kept: Kept;
  readonly texts: KnownTexts;
  readonly settingPlaces: SettingPlaces;
  readonly text: (path: string) => Promise<string | undefined>;
  readonly cancellation: Cancellation;
}
