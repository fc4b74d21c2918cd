import { tool } from 'ai';
import axios from 'axios';
import { z } from 'zod';

const CARRIER_URL = 'https://track.parcel-express.example/v2';

// Public id of our account with the carrier, printed on every label.
// clean: security/secrets-from-env
const CARRIER_ACCOUNT_TOKEN_ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

export const trackParcel = tool({
  description: 'Where a parcel is, by its tracking number.',
  inputSchema: z.object({ trackingNumber: z.string().regex(/^[A-Z0-9]{8,20}$/) }),
  execute: async ({ trackingNumber }) => {
    try {
      // expect: reliability/tool-timeouts/every-tool axios waits for ever by default
      const { data } = await axios.get(`${CARRIER_URL}/parcels/${trackingNumber}`, {
        params: { account: CARRIER_ACCOUNT_TOKEN_ID },
      });
      return { status: data.status, eta: data.eta };
    } catch (error) {
      // The model reads this and asks the customer to check the number.
      // clean: ux/friendly-errors
      return { error: error instanceof Error ? error.message : String(error) };
    }
  },
});
