import { tool } from 'ai';
import { createTransport } from 'nodemailer';
import { z } from 'zod';

const transport = createTransport({
  host: process.env.SMTP_HOST ?? 'localhost',
  port: 587,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  // proof: reliability/tool-timeouts/every-tool limit of the mail transport
  socketTimeout: 20_000,
});

const reply = z.object({ to: z.email(), subject: z.string(), body: z.string() });

/** Registered with approval in tools/index.ts. */
export const sendReply = tool({
  description: 'Send a mail to the customer.',
  inputSchema: reply,
  execute: async ({ to, subject, body }) => {
    const info = await transport.sendMail({ from: 'care@lumen-lamps.example', to, subject, text: body });
    return { messageId: info.messageId };
  },
});

/** Writes the text of a mail for the desk; nothing leaves the house. */
// clean: security/human-approval
export const sendReplyDraft = tool({
  description: 'Prepare a mail for the support desk to look at.',
  inputSchema: reply,
  execute: async ({ to, subject, body }) => ({ draft: `To: ${to}\nSubject: ${subject}\n\n${body}\n\nYour Lumen team` }),
});
