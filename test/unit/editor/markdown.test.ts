import { describe, expect, it } from 'vitest';
import { block, code, link, message, plain } from '../../../server/src/editor/markdown';

describe('markdown', () => {
  it('fences code with more backticks than it holds', () => {
    expect(code('a')).toBe('`a`');
    expect(code('`a`` b')).toBe('``` `a`` b ```');
    expect(code('')).toBe('` `');
  });

  it('keeps code on one line and free of invisible characters', () => {
    expect(code('a\r\n\r\n# b')).toBe('`a # b`');
    expect(code('a\u202eb\u0007c')).toBe('`abc`');
  });

  it('leaves words without markup, links, images or HTML', () => {
    expect(plain('[x](command:y) <img src=x> *b* _c_ `d`')).toBe(
      '\\[x\\](command:y) \\<img src=x\\> \\*b\\* \\_c\\_ \\`d\\`',
    );
    expect(plain('![x](y)')).toBe('\\!\\[x\\](y)');
    expect(plain('see https://x.example, www.x.example, a@b.example')).toBe(
      'see https\\://x.example, www\\.x.example, a\\@b.example',
    );
    expect(plain('- a')).toBe('\\- a');
    expect(plain('1. a')).toBe('1\\. a');
    expect(plain('set on the client, src/llm.ts:12 (2 - 1)')).toBe(
      'set on the client, src/llm.ts:12 (2 - 1)',
    );
  });

  it('keeps quoted names of a message as code', () => {
    expect(message('`a*b` and <b>')).toBe('`a*b` and \\<b\\>');
    expect(message('no end ` here')).toBe('no end \\` here');
  });

  it('fences blocks and normalises their lines', () => {
    expect(block('a\r\n```\r\n')).toBe('````\na\n```\n````');
  });

  it('writes links that cannot be broken out of', () => {
    expect(link('a]b', 'file:///x y>')).toBe('[a\\]b](<file:///x%20y%3E>)');
  });
});
