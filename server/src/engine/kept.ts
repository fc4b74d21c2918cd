// What one analysis leaves to the next, so that a keystroke costs what it changes. Cleared when more than texts of modules changed.
import { AssessmentMemory } from '../checklist/memory';
import type { Fact, SecretFact } from '../inventory/facts/fact';
import type { Fault } from '../inventory/linking/containment';
import type { Deployment } from '../inventory/linking/deploy/deployment';
import type { ModuleFacts } from '../inventory/linking/moduleFacts';
import type { FileRole } from '../manifest/fileRoles';
import type { CommentedText, ParsedIgnores } from '../manifest/ignores';
import type { FileRecord } from './fileRecord';
import type { StoredFile } from './fileStore';

/** The facts of a group, and what they were connected from. */
export interface Connection {
  readonly modules: readonly ModuleFacts[];
  readonly facts: readonly Fact[];
  readonly faults: readonly Fault[];
}

/** The fact about a file, and what it was made from. */
export interface KeptFile {
  readonly record: FileRecord;
  readonly role: FileRole;
  readonly holdsSecrets: boolean;
  readonly fact: Fact;
}

export class Kept {
  /** Facts by group. */
  readonly connections = new Map<string, Connection>();
  readonly assessment = new AssessmentMemory();
  readonly files = new Map<string, KeptFile>();
  /** By what the scan of a text found in it. */
  secrets = new WeakMap<StoredFile['secrets'], readonly SecretFact[]>();
  /** By client: the credential in its key slot, and the stamp of the text it was read from. */
  keySlots = new WeakMap<Fact, { readonly stamp: string | undefined; readonly secret?: SecretFact }>();
  /** Secrets whose variable others read already, with one of their own. */
  renamed = new WeakMap<SecretFact, SecretFact>();

  ignores = new WeakMap<CommentedText, ParsedIgnores>();
  /** Paths of configuration that may limit how often something is called. */
  limiters: readonly string[] | undefined;
  /** What config files deploy, and the facts made of it. */
  deployments: readonly Deployment[] | undefined;
  deployables: readonly Fact[] = [];

  clear(): void {
    this.connections.clear();
    this.assessment.clear();
    this.files.clear();
    this.secrets = new WeakMap();
    this.keySlots = new WeakMap();
    this.renamed = new WeakMap();
    this.ignores = new WeakMap();
    this.limiters = undefined;
    this.deployments = undefined;
    this.deployables = [];
  }
}
