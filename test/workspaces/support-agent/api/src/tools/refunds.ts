import { tool } from 'ai';
import Stripe from 'stripe';
import { z } from 'zod';

const stripe = new Stripe(process.env.STRIPE_SECRET_KEY ?? '', {
  // proof: reliability/tool-timeouts/every-tool limit of the payment client
  timeout: 20_000,
  maxNetworkRetries: 2,
});

// expect: security/human-approval/approval moves money without a person
export const issueRefund = tool({
  description: 'Refund a payment, in cents. Ask for the reason first.',
  inputSchema: z.object({
    paymentIntent: z.string(),
    amount: z.number().int().positive(),
    reason: z.enum(['duplicate', 'requested_by_customer']),
  }),
  execute: async ({ paymentIntent, amount, reason }) => {
    const refund = await stripe.refunds.create({ payment_intent: paymentIntent, amount, reason });
    return { id: refund.id, status: refund.status };
  },
});
