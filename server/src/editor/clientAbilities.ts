// What the editor at the other end can do, read once from its capabilities. Everything optional in the protocol is asked here.
import type { ClientCapabilities } from 'vscode-languageserver';

export interface ClientAbilities {
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly diagnosticVersion: boolean;
  /** Code actions may come without their edit, which is asked for when one is chosen. */
  readonly lazyEdits: boolean;
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  readonly changeAnnotations: boolean;
  readonly snippetEdits: boolean;
  readonly markdownHover: boolean;
  readonly progress: boolean;
  readonly watchesFiles: boolean;
  /** Watched globs may be relative to a folder outside the workspace. */
  readonly relativePatterns: boolean;
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly workspaceFolders: boolean;
}

/** What is not named the editor cannot do. */
export function readAbilities(client: ClientCapabilities): ClientAbilities {
  const { textDocument, workspace, window } = client;
  const action = textDocument?.codeAction;
  const edit = workspace?.workspaceEdit;
  // Neovim names only the operations, which stand among document changes and nowhere else.
  const documentChanges = edit?.documentChanges === true || edit?.resourceOperations !== undefined;
  return {
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true,
    codeDescription: textDocument?.publishDiagnostics?.codeDescriptionSupport === true,
    diagnosticVersion: textDocument?.publishDiagnostics?.versionSupport === true,
    lazyEdits: action?.dataSupport === true && action.resolveSupport?.properties.includes('edit') === true,
    documentChanges,
    createFiles: edit?.resourceOperations?.includes('create') === true,
    changeAnnotations: edit?.documentChanges === true && edit.changeAnnotationSupport !== undefined,
    snippetEdits: edit?.documentChanges === true && edit.snippetEditSupport === true,
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    progress: window?.workDoneProgress === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    relativePatterns: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
  };
}
