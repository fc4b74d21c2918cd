import { beforeEach, describe, expect, it, vi } from 'vitest';

const createRefund = vi.hoisted(() => vi.fn());
const sendMail = vi.hoisted(() => vi.fn());

vi.mock('stripe', () => ({
  default: class {
    refunds = { create: createRefund };
  },
}));
vi.mock('nodemailer', () => ({ createTransport: () => ({ sendMail }) }));

const { issueRefund } = await import('../../src/tools/refunds.js');
const { sendReply, sendReplyDraft } = await import('../../src/tools/mail.js');
const { supportTools } = await import('../../src/tools/index.js');

const call = { toolCallId: 'call-1', messages: [] };
const mail = { to: 'ada@example.com', subject: 'Your lamp', body: 'It is on its way.' };

beforeEach(() => {
  createRefund.mockReset();
  sendMail.mockReset();
});

describe('issueRefund', () => {
  // proof: testing/tool-unit-tests/every-tool issueRefund runs against a replaced payment client
  it('refunds the amount asked for', async () => {
    createRefund.mockResolvedValue({ id: 're_1', status: 'succeeded' });
    const result = await issueRefund.execute?.({ paymentIntent: 'pi_1', amount: 1200, reason: 'duplicate' }, call);
    expect(result).toEqual({ id: 're_1', status: 'succeeded' });
    expect(createRefund).toHaveBeenCalledWith({ payment_intent: 'pi_1', amount: 1200, reason: 'duplicate' });
  });
});

describe('mail tools', () => {
  it('sends from the care address', async () => {
    sendMail.mockResolvedValue({ messageId: 'm1' });
    expect(await sendReply.execute?.(mail, call)).toEqual({ messageId: 'm1' });
    expect(sendMail).toHaveBeenCalledWith(expect.objectContaining({ from: 'care@lumen-lamps.example', to: mail.to }));
  });

  it('asks a person before a mail is sent', () => {
    expect(supportTools.sendReply.needsApproval).toBe(true);
  });

  it('drafts without sending', async () => {
    expect(await sendReplyDraft.execute?.(mail, call)).toMatchObject({ draft: expect.stringContaining('Your Lumen team') });
    expect(sendMail).not.toHaveBeenCalled();
  });
});
