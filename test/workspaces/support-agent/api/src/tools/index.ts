import type { Tool } from 'ai';
import { checkWarranty, compatibleBulbs, searchCatalog } from './catalog.js';
import { sendReply, sendReplyDraft } from './mail.js';
import * as orders from './orders.js';
import { trackParcel } from './parcels.js';
import { issueRefund } from './refunds.js';

/** The chat page shows the call and runs it once a person has agreed. */
function withApproval<T extends Tool<any, any>>(definition: T): T {
  return { ...definition, needsApproval: true };
}

// proof: security/least-privilege-tools/explicit-tools a fixed record names the tools of the agent
export const supportTools = {
  // clean: security/least-privilege-tools
  ...orders,
  searchCatalog,
  compatibleBulbs,
  checkWarranty,
  trackParcel,
  issueRefund,
  sendReplyDraft,
  // proof: security/human-approval/approval approval is put around the tool where it is registered
  sendReply: withApproval(sendReply),
};
