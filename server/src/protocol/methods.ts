// Names of the messages that Airworthy adds to the language server protocol. Payloads stand in the modules beside this one.

/** From server to client: how the scan of each root stands (`StateParams`). Sent at each change. */
export const STATE_CHANGED = 'airworthy/stateChanged';

/** Request without parameters: the same as `STATE_CHANGED`, now (`StateParams`). */
export const STATE = 'airworthy/state';

/** From server to client: the statuses of one root after an analysis (`ChecklistParams`). */
export const CHECKLIST = 'airworthy/checklist';

/** Request: the nodes below a node of the checklist (`ChildrenParams`, `ChildrenResult`). */
export const CHILDREN = 'airworthy/children';

/** Request: the edit of one repair (`FixParams`, `FixResult`). The client applies it. */
export const FIX = 'airworthy/fix';

/** Request: the text about an item or a rule (`ExplainParams`, `ExplainResult`). */
export const EXPLAIN = 'airworthy/explain';

/** Request: analyse everything again from zero (`RescanParams`, no result). */
export const RESCAN = 'airworthy/rescan';
