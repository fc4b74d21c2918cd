// What the evaluator asks of the catalog: meanings of exports and members, already chosen for the versions a project uses.
import type { Meaning } from '../../../catalog/meaning';
import type { CodeLanguage } from '../../../languages/summary/module';

/** A meaning with the pack it comes from. */
export interface KnownMeaning {
  readonly meaning: Meaning;
  readonly pack: string;
  /** Qualified type of the result, `receiver`, `slot:…`, or undefined. */
  readonly returns?: string;
}

export type Form = 'call' | 'new' | 'decorator' | 'jsx' | 'subclass' | 'value';

/** A type of clients, with the names of the exports that make one. */
export interface ClientType {
  readonly type: string;
  readonly makers: readonly string[];
}

export interface MeaningSource {
  /** The clients that send a request through a member path. */
  clientsWith(language: CodeLanguage, path: string): readonly ClientType[];
  /** Meanings of using an export of a package in a form; `path` may be empty for the package itself. `from` is the file it is used in. */
  ofExport(
    language: CodeLanguage,
    from: string,
    module: string,
    path: readonly string[],
    form: Form,
  ): readonly KnownMeaning[];
  /** Meanings of a member of a pack type. An empty path is calling the instance itself. */
  ofMember(
    language: CodeLanguage,
    from: string,
    type: string,
    path: readonly string[],
    form: Form,
  ): readonly KnownMeaning[];
  /** Whether the project of a file has one of these versions of a pack's package, or one of these packages beside it. */
  hasEither(
    language: CodeLanguage,
    from: string,
    pack: string,
    wanted: { readonly versions: string; readonly packages: readonly string[] },
  ): 'yes' | 'no' | 'unknown';
  /** The default that holds for the version a pack's package has in the project of `from`; 'unknown' where that version does not decide, undefined where none holds. */
  defaultFor<T>(
    language: CodeLanguage,
    from: string,
    pack: string,
    choices: readonly { readonly versions?: string; readonly value: T }[],
  ): { readonly value: T } | 'unknown' | undefined;
}
