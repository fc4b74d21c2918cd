// Which folders have a generated list of their modules. Adding a row is all that a new kind of list needs.

/** One generated `index.generated.ts`. */
export interface IndexRow {
  /** Folder, relative to the project; the index is written there. */
  readonly folder: string;
  /** Modules in the list, as a glob relative to the folder. */
  readonly glob: string;
  /** What each of these modules exports. */
  readonly exportName: string;
  /** Name of the generated list. */
  readonly listName: string;
  /** Type of an element and the module, relative to the folder, that declares it. */
  readonly type: { readonly name: string; readonly from: string };
  /** True if modules without that export are left out; otherwise they are errors. */
  readonly mixed?: boolean;
}

export const INDEX_ROWS: readonly IndexRow[] = [
  {
    folder: 'server/src/languages',
    glob: '*/**/language.ts',
    exportName: 'language',
    listName: 'languages',
    type: { name: 'Language', from: './language' },
  },
  {
    folder: 'server/src/checklist/rules/operators',
    glob: '*.ts',
    exportName: 'operator',
    listName: 'operators',
    type: { name: 'Operator', from: '../operator' },
  },
  {
    folder: 'server/src/reports',
    glob: '*.ts',
    exportName: 'report',
    listName: 'reports',
    type: { name: 'Report', from: './report' },
    mixed: true,
  },
  {
    folder: 'server/src/commands',
    glob: '*.ts',
    exportName: 'command',
    listName: 'commands',
    type: { name: 'Command', from: './command' },
    mixed: true,
  },
  {
    folder: 'server/src/fixes',
    glob: '{repairs,scaffolds}/*.ts',
    exportName: 'fix',
    listName: 'fixes',
    type: { name: 'Fix', from: './fix' },
  },
  {
    folder: 'server/src/editor',
    glob: '*.ts',
    exportName: 'feature',
    listName: 'features',
    type: { name: 'Feature', from: './feature' },
    mixed: true,
  },
];
