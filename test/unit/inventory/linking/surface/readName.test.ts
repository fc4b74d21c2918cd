import { describe, expect, it } from 'vitest';
import { readName } from '../../../../../server/src/inventory/linking/surface/fileGlob';

describe('what the name of a route file says', () => {
  it('takes the HTTP method from its end', () => {
    expect(readName('/api/chat.post', 'method')).toEqual({ route: '/api/chat', method: 'POST' });
    expect(readName('/api/index.get', 'method')).toEqual({ route: '/api', method: 'GET' });
    expect(readName('/api/chat.v2', 'method')).toEqual({ route: '/api/chat.v2' });
    expect(readName('/index', 'method')).toEqual({ route: '/' });
  });

  it('reads dots as slashes and leaves layouts out', () => {
    expect(readName('/api.chat', 'flat').route).toBe('/api/chat');
    expect(readName('/_index', 'flat').route).toBe('/');
    expect(readName('/_app.chat.$id', 'flat').route).toBe('/chat/$id');
    expect(readName('/chat/route', 'flat').route).toBe('/chat');
    expect(readName('/users_.edit', 'flat').route).toBe('/users/edit');
  });

  it('leaves other names alone', () => {
    expect(readName('/api/chat.post', undefined)).toEqual({ route: '/api/chat.post' });
  });
});
