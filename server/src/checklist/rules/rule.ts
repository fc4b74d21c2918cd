// Items and rules as they run: compiled from the rule data, free of YAML. Types only.

import type { FactKind } from '../../inventory/facts/fact';
import type { FileRole } from '../../manifest/fileRoles';
import type { Noun } from '../../text/noun';
import type { Severity } from '../findings/decision';
import type { AttributePath } from './attributePath';
import type { Condition, ReadKind } from './conditions/condition';
import type { ConfigPath } from './configPath';
import type { Truth, Verdict } from './truth';

export type Quantifier = 'each' | 'none' | 'some';

/** Chooses subjects. */
export interface Selector {
  /** As subjects.yaml names them, or a phrase for unnamed ones ("tool"). */
  readonly noun: Noun;
  readonly sources: readonly Source[];
  readonly reads: ReadonlySet<ReadKind>;
  /** Where more subjects may be that nobody sees. */
  readonly hidden: readonly Hidden[];
}

/** Facts that hide subjects where an attribute of theirs cannot be told: the tools of an agent. */
export interface Hidden {
  readonly holders: Selector;
  readonly path: AttributePath;
}

/** One alternative of a selector: where candidates come from, and which of them are subjects. */
export interface Source {
  readonly from: SourceKind;
  /** A name whose `isA` mark on a fact makes it a subject whatever the condition says. */
  readonly name?: string;
  readonly where: Condition;
  /** A rule's own narrowing of a named subject. */
  readonly extra?: Condition;
}

export type SourceKind =
  | { readonly kind: 'fact'; readonly fact: FactKind }
  | { readonly kind: 'secret' }
  | { readonly kind: 'config'; readonly format: string; readonly path: ConfigPath };

/** Where the finding of an unset answer goes. */
export type PlaceWanted =
  | { readonly kind: 'subject' }
  | { readonly kind: 'definition' }
  | { readonly kind: 'argument'; readonly name: string }
  | { readonly kind: 'attribute'; readonly name: string; readonly branch: boolean };

export interface ConditionalText {
  readonly when?: Condition;
  readonly text: string;
}

export interface Rule {
  readonly id: string;
  readonly item: string;
  readonly facet: string;
  readonly path: string;
  readonly line: number;
  readonly subject: Selector;
  readonly roles: ReadonlySet<FileRole>;
  readonly proofRoles: ReadonlySet<FileRole>;
  /** For `some` facets: each true condition is a proof. */
  readonly evidence?: readonly Condition[];
  readonly exempt?: Condition;
  readonly met?: Condition;
  readonly unset?: Condition;
  readonly otherwise: 'unknown' | 'met' | 'abstain';
  /** Whether an unknown answer is given or kept silent. */
  readonly unknown: 'answer' | 'abstain';
  /** First whose condition is true; a severity of undefined is silent. */
  readonly severities: readonly { readonly when?: Condition; readonly severity?: Severity }[];
  readonly advice: boolean;
  /** Where it holds, one finding stands for all subjects of a project with the same SDK. */
  readonly once?: Condition;
  readonly place: PlaceWanted;
  /** The first whose condition is true is said; the first of all is what documentation shows. At least one. */
  readonly messages: readonly ConditionalText[];
  /** The same for what a proof says; none where the reason of the answer is said. */
  readonly proofs: readonly ConditionalText[];
  readonly fixes: readonly string[];
  readonly supersedes: readonly string[];
  /** Rules with the same cause at the same range make one finding. */
  readonly cause?: string;
  /** False: an attestation cannot answer its findings. */
  readonly attestable: boolean;
  readonly examples?: { readonly bad: string; readonly good: string };
  /** Kinds whose change makes it run again. */
  readonly reads: ReadonlySet<ReadKind>;
}

/** Whether a facet applies to an app. */
export type Applies = (question: AppliesQuestion) => Verdict;

/** What a facet's `applies` may ask of an app. */
export interface AppliesQuestion {
  /** How many subjects of this name the app has, and how many it may have. */
  count(subject: string): { readonly sure: number; readonly possible: number };
  product(condition: Condition): Verdict;
  /** True if an attestation names the facet, valid or not. */
  readonly attested: Truth;
}

export interface Facet {
  readonly id: string;
  readonly title: string;
  readonly quantifier: Quantifier;
  readonly subject: Selector;
  readonly applies?: Applies;
  /** Only an attestation can show it. */
  readonly attestOnly: boolean;
}

export interface Item {
  readonly id: string;
  readonly category: string;
  /** Place within the category. */
  readonly position: number;
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
  readonly detected: boolean;
  readonly roles: ReadonlySet<FileRole>;
  readonly proofRoles: ReadonlySet<FileRole>;
  readonly facets: readonly Facet[];
}

/** The whole checklist: items in their order, rules in the order of their items. */
export interface RuleSet {
  readonly items: readonly Item[];
  readonly rules: readonly Rule[];
  readonly subjects: ReadonlyMap<string, Selector>;
}
