// One repair of one finding, for the sidebar and for files that are not open. Types only.

/** The text of a document, named by the hash of its content: 16 hex digits of SHA-256 over its UTF-8 bytes. */
export interface ContentHash {
  readonly uri: string;
  readonly hash: string;
}

export interface FixParams {
  /** URI of the root. */
  readonly root: string;
  readonly fingerprint: string;
  /** Id of the repair. */
  readonly fix: string;
  /** The texts as the client knows them; the answer is `stale` if one of them is not what the server sees. */
  readonly hashes?: readonly ContentHash[];
}

export type FixResult =
  | {
      readonly kind: 'edit';
      readonly title: string;
      /** A `WorkspaceEdit` of the protocol. */
      readonly edit: object;
      /** The texts it was made for: to be compared before it is applied. Files that it creates are not among them. */
      readonly hashes: readonly ContentHash[];
      /** What is left for a person to do, whole sentences; to be shown once it is applied. */
      readonly notes?: readonly string[];
    }
  | {
      /** The finding is gone, or a text is not the one that was looked at. */
      readonly kind: 'stale';
    }
  | { readonly kind: 'refused'; readonly why: string };
