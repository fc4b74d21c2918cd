// The light bulb: repairs of the findings in a range, "ignore here", and fix-all for a document that is being saved.
import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
} from 'vscode-languageserver';
import type { Finding } from '../checklist/findings/finding';
import type { Analysis } from '../engine/analysis';
import type { Feature } from './feature';
import { FIX_ALL, fixAll } from './fixAll';
import { contentModified, guarded, requestFailed } from './guard';
import { ignoreEdit } from './ignoreEdit';
import { touches } from './ranges';
import { repairFinding, settled } from './repairFinding';
import { notesCommand } from './repairNotes';
import type { Session } from './session';
import type { DiagnosticData } from './toDiagnostic';
import { isDrawn } from './visibleFindings';
import { toWorkspaceEdit } from './workspaceEdit';
import type { WorkspaceRoot } from './workspaceRoot';

/** What an action carries until it is chosen; a fix of '' is the comment that ignores the rule. */
interface ActionData {
  readonly root: string;
  readonly fingerprint: string;
  readonly fix: string;
}

export const feature: Feature = {
  capabilities: () => ({
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: true },
  }),
  start: (session) => {
    const { connection, log } = session;
    connection.onCodeAction(
      guarded(
        log,
        'Listing code actions',
        (params: CodeActionParams, token: CancellationToken) => list(session, params, token),
        [],
      ),
    );
    connection.onCodeActionResolve((action, token) =>
      guarded(log, 'A code action', () => resolve(session, action, token), action)(),
    );
  },
};

async function list(
  session: Session,
  params: CodeActionParams,
  token: CancellationToken,
): Promise<CodeAction[]> {
  const at = session.roots.locate(params.textDocument.uri);
  if (!at?.root.analysis) return [];
  const { root, path } = at;
  if (!root.isCurrent(path)) await settled(root, token);
  const { analysis } = root;
  if (!analysis || !root.isCurrent(path) || token.isCancellationRequested) return [];
  const { only } = params.context;
  // Only if asked for: nobody wants it in the light bulb.
  if (only && wants(only, FIX_ALL)) return fixAll(session, root, path, token);
  if (only && !wants(only, CodeActionKind.QuickFix)) return [];
  const actions = findingsIn(session, root, analysis, path, params).flatMap((finding) =>
    actionsFor(session, root, finding, params.context.diagnostics),
  );
  if (session.client.lazyEdits) return actions;
  return withEdits(session, actions, token);
}

/** True if an action of this kind is among those asked for: kinds are a hierarchy of words. */
function wants(only: readonly string[], kind: string): boolean {
  return only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}

function findingsIn(
  session: Session,
  root: WorkspaceRoot,
  analysis: Analysis,
  path: string,
  { range }: CodeActionParams,
): readonly Finding[] {
  const lines = analysis.lineTable(path);
  if (!lines) return [];
  const asked = { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
  return analysis.findings.filter(
    (finding) =>
      finding.place.path === path &&
      finding.place.cell === undefined &&
      isDrawn(finding, session.settings) &&
      touches(finding.place, asked) &&
      root.document(path) !== undefined,
  );
}

function actionsFor(
  { host }: Session,
  root: WorkspaceRoot,
  finding: Finding,
  given: readonly Diagnostic[],
): readonly CodeAction[] {
  const diagnostics = given.filter((diagnostic) => isOf(diagnostic, finding));
  const data = (fix: string): ActionData => ({ root: root.uri, fingerprint: finding.fingerprint, fix });
  const offers = root.engine ? host.repairs.offers(root.engine, finding) : [];
  const repairs = offers.map(
    ({ id, title, safety }): CodeAction => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics,
      isPreferred: safety === 'safe',
      data: data(id),
    }),
  );
  const ignore: CodeAction = {
    title: `Ignore ${finding.rule} here, with a reason`,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    data: data(''),
  };
  return [...repairs, ignore];
}

function isOf(diagnostic: Diagnostic, { fingerprint, rule }: Finding): boolean {
  const data: Partial<DiagnosticData> | undefined = diagnostic.data;
  return data?.fingerprint === undefined
    ? diagnostic.source === 'airworthy' && diagnostic.code === rule
    : data.fingerprint === fingerprint;
}

/** For editors that cannot ask later: actions that turn out impossible are left out. */
async function withEdits(
  session: Session,
  actions: readonly CodeAction[],
  token: CancellationToken,
): Promise<CodeAction[]> {
  const resolved: CodeAction[] = [];
  for (const action of actions) {
    const { edit, command } = await resolve(session, action, token).catch(() => action);
    if (edit) resolved.push({ ...action, edit, command, data: undefined });
  }
  return resolved;
}

async function resolve(session: Session, action: CodeAction, token: CancellationToken): Promise<CodeAction> {
  const data: ActionData | undefined = action.data;
  if (!data || action.edit) return action;
  const root = session.roots.byUri(data.root);
  if (!root) throw contentModified();
  if (data.fix === '') return { ...action, edit: await ignoreEdit(session, root, data.fingerprint, token) };
  const outcome = await repairFinding(session, root, data.fingerprint, data.fix, token);
  if (outcome.kind === 'stale') throw contentModified();
  if (outcome.kind === 'refused') throw requestFailed(outcome.why);
  const { title, files, annotation, notes } = outcome;
  const edit = toWorkspaceEdit({ root, client: session.client, files, title, annotation });
  if ('refused' in edit) throw requestFailed(edit.refused);
  return { ...action, edit, command: notesCommand(notes) };
}
