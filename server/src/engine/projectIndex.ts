// Projects, roles and versions of one root: answers look-ups by path, remembered per path.
import { type ProjectDraft, projectsOf } from '../inventory/selection/projects';
import { projectAbove, roleOf } from '../inventory/selection/roles';
import { projectImports, projectsNamed } from '../inventory/selection/scopes';
import { createVersions, type Versions } from '../inventory/selection/versions';
import type { ConfigSummary } from '../languages/summary/config';
import type { CodeLanguage } from '../languages/summary/module';
import type { FileRole } from '../manifest/fileRoles';
import type { Manifest } from '../manifest/manifest';
import { createGroups, type GroupOf } from './projectGroups';

interface Inputs {
  readonly drafts: readonly ProjectDraft[];
  readonly versions?: Versions;
  readonly configs: readonly ConfigSummary[];
  readonly manifestRole?: (path: string) => string | undefined;
  readonly isGenerated?: (path: string) => boolean;
}

interface ProjectTies {
  readonly imports: Map<string, Set<string>>;
  readonly names: Map<string, Set<string>>;
}

export class ProjectIndex {
  private readonly roles = new Map<string, FileRole>();
  private readonly owners = new Map<string, string>();
  private readonly versions = new Map<string, string | undefined>();
  private imports: ReadonlyMap<string, readonly string[]> = new Map();
  private tied: ProjectTies | undefined;

  private constructor(private readonly inputs: Inputs) {}

  static empty(): ProjectIndex {
    return new ProjectIndex({ drafts: [], configs: [] });
  }

  /** `isGenerated` tells files whose text says that a program wrote them. */
  static of(
    configs: readonly ConfigSummary[],
    codeFiles: readonly string[],
    manifest: Manifest,
    isGenerated: (path: string) => boolean,
  ): ProjectIndex {
    const drafts = projectsOf(configs, codeFiles);
    return new ProjectIndex({
      drafts,
      versions: createVersions(drafts, configs),
      configs,
      manifestRole: (path) => manifest.roleOf(path),
      isGenerated,
    });
  }

  get drafts(): readonly ProjectDraft[] {
    return this.inputs.drafts;
  }

  /** What each file imports, for the ties between projects. */
  useImports(imports: ReadonlyMap<string, readonly string[]>): void {
    this.imports = imports;
    this.tied = undefined;
  }

  /** Groups of projects by what their files import, and by further ties between files. */
  groups(ties: readonly (readonly [string, string])[] = []): GroupOf {
    const pairs = [...this.imports].flatMap(([from, targets]) => targets.map((to) => [from, to] as const));
    return createGroups([...pairs, ...ties], (path) => this.projectOf(path));
  }

  ties(): ProjectTies {
    this.tied ??= {
      imports: projectImports(this.imports, this.inputs.drafts),
      names: projectsNamed(this.inputs.configs, this.inputs.drafts),
    };
    return this.tied;
  }

  roleOf(path: string): FileRole {
    let role = this.roles.get(path);
    if (role === undefined) {
      const { drafts: projects, manifestRole, isGenerated } = this.inputs;
      role = roleOf(path, { projects, manifestRole }, isGenerated?.(path));
      this.roles.set(path, role);
    }
    return role;
  }

  /** Those of the files that try others out: tests and evaluations. */
  trialsAmong(paths: readonly string[]): ReadonlySet<string> {
    return new Set(paths.filter((path) => ['test', 'evaluation'].includes(this.roleOf(path))));
  }

  /** Directory of the project a file belongs to, '' for the root. */
  projectOf(path: string): string {
    let owner = this.owners.get(path);
    if (owner === undefined) {
      owner = projectAbove(path, this.inputs.drafts)?.path ?? '';
      this.owners.set(path, owner);
    }
    return owner;
  }

  /** Forgets what was read off the first lines of a file. True if its role is another than before. */
  refreshRole(path: string): boolean {
    const before = this.roles.get(path);
    this.roles.delete(path);
    return before !== undefined && this.roleOf(path) !== before;
  }

  /** True if every version asked of this index is the same in the other one. */
  answersAlike(other: ProjectIndex): boolean {
    const sameProjects =
      JSON.stringify(this.drafts.map(({ path }) => path)) ===
      JSON.stringify(other.drafts.map(({ path }) => path));
    if (!sameProjects) return false;
    for (const [key, version] of this.versions) {
      const [project = '', language, distribution = ''] = key.split('\0');
      if (other.versionIn(project, language as CodeLanguage, distribution) !== version) return false;
    }
    return true;
  }

  versionOf(from: string, language: CodeLanguage, distribution: string): string | undefined {
    return this.versionIn(this.projectOf(from), language, distribution);
  }

  private versionIn(project: string, language: CodeLanguage, distribution: string): string | undefined {
    const key = `${project}\0${language}\0${distribution}`;
    if (!this.versions.has(key))
      this.versions.set(key, this.inputs.versions?.versionOf(project, language, distribution));
    return this.versions.get(key);
  }
}
