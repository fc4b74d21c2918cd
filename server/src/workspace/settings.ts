// The settings of the editor, typed. Defaults live here; what they mean is for those who read them.
import { z } from 'zod';

const FIELDS = {
  /** Which findings are shown. */
  show: z.enum(['all', 'changed', 'new-since-baseline']).default('all'),
  /** The least severity that draws a squiggle. */
  level: z.enum(['error', 'warning', 'information', 'hint']).default('warning'),
  maxDiagnosticsPerProject: z.number().int().min(1).max(10_000).default(100),
  /** Globs of paths that are not looked at, relative to the root. */
  exclude: z.array(z.string().min(1)).default([]),
  /** Pause after a keystroke, in milliseconds. */
  debounceMs: z.number().int().min(0).max(10_000).default(200),
};

const SCHEMA = z.object(FIELDS);

export type Settings = Readonly<z.infer<typeof SCHEMA>>;

export const DEFAULT_SETTINGS: Settings = SCHEMA.parse({});

export interface ReadSettings {
  readonly settings: Settings;
  /** Names of settings whose value was refused; their default stands. */
  readonly refused: readonly string[];
}

/** Reads the `airworthy` section as the editor sends it. A refused value never takes others with it. */
export function readSettings(section: unknown): ReadSettings {
  const given: Record<string, unknown> =
    typeof section === 'object' && section !== null ? { ...section } : {};
  const accepted: Record<string, unknown> = {};
  const refused: string[] = [];
  for (const [name, schema] of Object.entries(FIELDS)) {
    // Editors send null for a setting that is not set.
    const value = given[name] ?? undefined;
    if (schema.safeParse(value).success) accepted[name] = value;
    else refused.push(name);
  }
  return { settings: SCHEMA.parse(accepted), refused };
}
