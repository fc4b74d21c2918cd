// The settings of the editor: asked for where the editor can answer, else taken as they are sent.
import { DidChangeConfigurationNotification } from 'vscode-languageserver';
import { readSettings } from '../workspace/settings';
import type { Feature } from './feature';
import { attempt } from './guard';
import type { Session } from './session';

const SECTION = 'airworthy';

export const feature: Feature = { start, opened };

function start(session: Session): void {
  const { connection, client, log } = session;
  connection.onDidChangeConfiguration(({ settings }) => {
    void attempt(log, 'Reading the settings', () =>
      client.configuration ? ask(session) : apply(session, sectionOf(settings)),
    );
  });
  session.onSettings.add(({ before }) => {
    if (JSON.stringify(before.exclude) !== JSON.stringify(session.settings.exclude))
      void session.roots.restart();
  });
}

async function opened(session: Session): Promise<void> {
  const { connection, client } = session;
  if (client.registersConfiguration)
    await connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
  if (client.configuration) await ask(session);
}

async function ask(session: Session): Promise<void> {
  apply(session, await session.connection.workspace.getConfiguration(SECTION));
}

function apply(session: Session, section: unknown): void {
  const { settings, refused } = readSettings(section);
  for (const name of refused)
    session.log.warn(`The setting ${SECTION}.${name} has a value it cannot have; its default holds.`);
  if (JSON.stringify(settings) !== JSON.stringify(session.settings)) session.apply(settings);
}

/** Editors that push settings send all of them, or only ours. */
export function sectionOf(settings: unknown): unknown {
  if (typeof settings !== 'object' || settings === null) return undefined;
  return SECTION in settings ? Reflect.get(settings, SECTION) : settings;
}
