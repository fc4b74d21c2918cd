import axios from 'axios';

const baseUrl = process.env.SHOP_API_URL ?? 'http://shop.internal:8080';

/** Axios instance for the catalogue endpoints of the shop. */
export const catalogClient = axios.create({
  baseURL: `${baseUrl}/catalog`,
  // proof: reliability/tool-timeouts/every-tool limit of the shared instance
  timeout: 8_000,
});

/** Reads one JSON document of the shop. Throws when the shop does not answer with 2xx. */
export async function shopJson<T>(path: string, parameters: Record<string, string> = {}): Promise<T> {
  const url = new URL(path, baseUrl);
  url.search = new URLSearchParams(parameters).toString();
  // proof: reliability/tool-timeouts/every-tool the wrapper that the order tools call has the limit
  const response = await fetch(url, { signal: AbortSignal.timeout(8_000) });
  if (!response.ok) throw new Error(`shop answered ${response.status} for ${path}`);
  return (await response.json()) as T;
}

/** Logs at start-up whether the shop is there; nobody waits for the answer. */
export async function pingShop(): Promise<boolean> {
  // clean: reliability/tool-timeouts
  const response = await axios.get(`${baseUrl}/health`);
  return response.status === 200;
}
