import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, readSettings } from '../../../server/src/workspace/settings';

describe('readSettings', () => {
  it('has defaults for everything', () => {
    expect(DEFAULT_SETTINGS).toEqual({
      show: 'all',
      level: 'warning',
      maxDiagnosticsPerProject: 100,
      exclude: [],
      debounceMs: 200,
    });
    for (const section of [undefined, null, 3, 'x', [], { show: null }]) {
      expect(readSettings(section)).toEqual({ settings: DEFAULT_SETTINGS, refused: [] });
    }
  });

  it('takes what fits and names what does not', () => {
    const { settings, refused } = readSettings({
      show: 'changed',
      level: 'loud',
      maxDiagnosticsPerProject: 0,
      exclude: ['legacy/**'],
      debounceMs: 50,
      other: true,
    });
    expect(settings).toEqual({
      ...DEFAULT_SETTINGS,
      show: 'changed',
      exclude: ['legacy/**'],
      debounceMs: 50,
    });
    expect(refused).toEqual(['level', 'maxDiagnosticsPerProject']);
  });
});
