// The config tree: one shape for every configuration format, with spans for keys and values.
import type { Span } from '../../text/span';

export type ConfigNode =
  | (Span & { readonly kind: 'map'; readonly entries: readonly ConfigEntry[] })
  | (Span & { readonly kind: 'list'; readonly items: readonly ConfigNode[] })
  | (Span & { readonly kind: 'scalar'; readonly value: string | number | boolean | null })
  /** A templated value (`{{ .Values.x }}`, `${X}`): never equal to anything. */
  | (Span & { readonly kind: 'templated'; readonly text: string });

export interface ConfigEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: ConfigNode;
}

export interface ConfigSummary {
  readonly kind: 'config';
  readonly path: string;
  /** yaml, json, toml, dotenv, ignore, dockerfile, requirements, lockfile. */
  readonly format: string;
  /** One per YAML document; exactly one for every other format; none if nothing parsed. */
  readonly documents: readonly ConfigNode[];
  readonly lineStarts: readonly number[];
  readonly length: number;
  readonly errors: readonly (Span & { readonly message: string })[];
  /** True where the format's parser gave up and the file was read line by line. */
  readonly lineByLine?: boolean;
  /** True for text that a template language turns into this format: its errors are no faults of the file. */
  readonly template?: boolean;
  /** Comments that contain the word `airworthy`. */
  readonly comments: readonly { readonly text: string; readonly span: Span }[];
}
