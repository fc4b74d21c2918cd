// Generated from the modules of this folder by `npm run indexes`; changes here are lost.
import type { Language } from './language';
import { language as configDockerfileLanguage } from './config/dockerfile/language';
import { language as configDotenvLanguage } from './config/dotenv/language';
import { language as configIgnoreLanguage } from './config/ignore/language';
import { language as configJsonLanguage } from './config/json/language';
import { language as configLockfileLanguage } from './config/lockfile/language';
import { language as configRequirementsLanguage } from './config/requirements/language';
import { language as configTomlLanguage } from './config/toml/language';
import { language as configYamlLanguage } from './config/yaml/language';
import { language as pythonLanguage } from './python/language';
import { language as typescriptLanguage } from './typescript/language';

export const languages: readonly Language[] = [
  configDockerfileLanguage,
  configDotenvLanguage,
  configIgnoreLanguage,
  configJsonLanguage,
  configLockfileLanguage,
  configRequirementsLanguage,
  configTomlLanguage,
  configYamlLanguage,
  pythonLanguage,
  typescriptLanguage,
];
