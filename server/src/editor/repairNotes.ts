// What a repair leaves for a person to do: shown once its edit is applied, by a command that the editor runs after it.
import {
  type Command,
  type ExecuteCommandParams,
  MessageType,
  type ServerCapabilities,
  ShowMessageNotification,
} from 'vscode-languageserver';
import type { Feature } from './feature';
import { guarded } from './guard';
import type { Session } from './session';

const SHOW_NOTES = 'airworthy.showRepairNotes';

export const feature: Feature = {
  capabilities: (): ServerCapabilities => ({ executeCommandProvider: { commands: [SHOW_NOTES] } }),
  start: (session) => {
    session.connection.onExecuteCommand(
      guarded(session.log, 'Showing notes', (params: ExecuteCommandParams) => show(session, params), null),
    );
  },
};

/** The command of a code action; undefined where nothing is left to do. */
export function notesCommand(notes: readonly string[] | undefined): Command | undefined {
  return notes?.length
    ? { title: 'Show what is left to do', command: SHOW_NOTES, arguments: [...notes] }
    : undefined;
}

function show({ connection }: Session, { command, arguments: notes = [] }: ExecuteCommandParams): null {
  const text = notes.filter((note) => typeof note === 'string').join(' ');
  if (command === SHOW_NOTES && text !== '')
    void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message: text });
  return null;
}
