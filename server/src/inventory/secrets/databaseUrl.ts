// Judges an address of a database or queue that carries a user and a password.

import { isPlaceholder } from './placeholders';
import { classesOf, entropyOf, isWordy } from './randomness';

const PARTS = /^[a-z0-9+_]+:\/\/([^:/@]*):(.*)@([^/?#@]+)/;

/** Names that no server outside has: this machine, documentation, services of one compose file or cluster. */
const LOCAL_HOST =
  /^(?:localhost|127\.|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|.*\.(?:local|localhost|test|invalid|example|svc|cluster\.local)$|(?:.*\.)?example\.(?:com|org|net|io)$)/i;

const PLACEHOLDER_HOST =
  /(?:^|[.-])(?:your|host|hostname|server|domain|myserver|xxx+|abcde?|abc123|cluster)(?:[.-]|$)|\.\.\.|\$|%|\{|\}|[<>[\]*]/i;

/** Passwords that come with images and tutorials. */
const STOCK =
  /^(?:pass(?:word|wd)?\d{0,4}|pwd|secret|postgres(?:ql)?|root|admin|user|test|guest|mysql|mongo(?:db)?|redis|rabbitmq|default|changeme|example|my[-_]?(?:secret|password|pass)[-_\w]*|dev(?:elopment)?|local|docker|app|db|qwerty|letmein|welcome|hunter2|toor|neon|supabase|agent|langgraph|langfuse|clickhouse)$/i;

/** True if the address holds a password that opens something for people outside. */
export function isDatabaseSecret(url: string): boolean {
  const match = PARTS.exec(url);
  if (!match) return false;
  const [, user = '', written = '', server = ''] = match;
  const host = server.replace(/:\d*$/, '');
  // A name without a dot is a service of the same compose file or cluster.
  if (!host.includes('.') || LOCAL_HOST.test(host) || isPlaceholderHost(host)) return false;
  return isPassword(decode(written), user);
}

function isPlaceholderHost(host: string): boolean {
  // `cluster0.abcde.mongodb.net` is how documentation writes it; `cluster0.x7k2p.mongodb.net` is real.
  return PLACEHOLDER_HOST.test(host) || /^(?:[a-z]+\.)?(?:com|net|org|mongodb\.net)$/i.test(host);
}

/** True if `password` is neither templated, nor a stock one, nor a word. */
export function isPassword(password: string, user = ''): boolean {
  if (password.length < 6 || /[{}<>[\]%*]|\$[A-Za-z_({]|\.{3}/.test(password)) return false;
  if (
    password.toLowerCase() === user.toLowerCase() ||
    STOCK.test(password) ||
    /^[A-Z]+(?:_[A-Z]+)+$/.test(password)
  )
    return false;
  if (isPlaceholder(password) || isWordy(password)) return false;
  return classesOf(password) >= 2 && entropyOf(password) >= 2;
}

function decode(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
