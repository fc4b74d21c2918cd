// The path of a request that may go to a route of this workspace: relative, to a configured base URL, or to a host of one's own. Texts only.
import { type Abstract, alternatives } from '../resolve/abstract';

/** Stands for a part of the text that is known only at run time. */
const HOLE = '*';
/** Hosts of one's own machine, and names without a dot (services of a compose file or cluster). */
const OWN_HOST = /^(localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host\.docker\.internal|[\w-]+)(:[\d*]+)?$/i;

/**
 * The path as a pattern, `*` for each step known only at run time (`/stock/*`); undefined where the request goes to a host of
 * someone else, or no step of the path is written down.
 */
export function requestRoute(target: Abstract): string | undefined {
  const text = textOf(target);
  const path = text === undefined ? undefined : pathOf(text);
  if (path === undefined) return undefined;
  const steps = path
    .split('/')
    .filter(Boolean)
    .map((step) => (step.includes(HOLE) ? HOLE : step));
  return steps.some((step) => step !== HOLE) ? `/${steps.join('/')}` : undefined;
}

/** The text with holes; undefined if its beginning says nothing about the host. */
function textOf(value: Abstract): string | undefined {
  switch (value.kind) {
    case 'constant':
      return typeof value.value === 'string' ? value.value : undefined;
    case 'env': {
      const fallback = value.fallback && textOf(value.fallback);
      return fallback ?? HOLE;
    }
    case 'oneOf': {
      const texts = alternatives(value).map(textOf);
      const [first] = texts.filter((text) => text !== HOLE);
      return texts.every((text) => text === first || text === HOLE) ? (first ?? HOLE) : undefined;
    }
    case 'text': {
      const [head, ...rest] = value.parts.map((part) => (typeof part === 'string' ? part : textOf(part)));
      return head === undefined ? undefined : [head, ...rest.map((part) => part ?? HOLE)].join('');
    }
    default:
      return undefined;
  }
}

function pathOf(text: string): string | undefined {
  const [address = ''] = text.split(/[?#]/);
  const absolute = /^[a-z][a-z+.-]*:\/\/([^/]*)(.*)$/i.exec(address);
  if (absolute) return absolute[1] === HOLE || OWN_HOST.test(absolute[1]!) ? absolute[2] : undefined;
  if (address.startsWith(`${HOLE}/`)) return address.slice(HOLE.length);
  return address.startsWith('/') && !address.startsWith('//') ? address : undefined;
}
