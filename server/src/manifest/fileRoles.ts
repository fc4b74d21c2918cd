/** What a file is for. The words of the inventory and of `roles:` in `airworthy.yaml`. */
export const FILE_ROLES = [
  'product',
  'test',
  'evaluation',
  'example',
  'notebook',
  'generated',
  'vendored',
  'docs',
  'config',
] as const;
export type FileRole = (typeof FILE_ROLES)[number];
