import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../scripts/bench/random';
import { isKeySlotSecret, isLocalUrl } from '../../../../server/src/inventory/secrets/keySlots';
import { variableForSlot } from '../../../../server/src/inventory/secrets/variableName';
import { expandPattern } from './expandPattern';

const random = createRandom(3);
const value = expandPattern('[A-Za-z0-9]{32}', random);
const product = { role: 'product' } as const;

describe('isKeySlotSecret', () => {
  it('takes any random literal of 16 characters and more', () => {
    expect(isKeySlotSecret({ value, ...product })).toBe(true);
    expect(isKeySlotSecret({ value: expandPattern('[0-9a-f]{64}', random), ...product })).toBe(true);
    expect(isKeySlotSecret({ value: value.slice(0, 15), ...product })).toBe(false);
  });

  it.each([
    'ollama',
    'EMPTY',
    'lm-studio',
    'not-needed',
    'your-api-key-goes-here',
    'OPENAI_API_KEY',
    'sk-placeholder-for-local-use',
    'xxxxxxxxxxxxxxxxxxxxxxxx',
    `\${process.env.KEY_OF_THE_MODEL}`,
    'no key is needed here',
  ])('leaves the placeholder %s alone', (placeholder) => {
    expect(isKeySlotSecret({ value: placeholder, ...product })).toBe(false);
  });

  it('leaves local servers and test code alone', () => {
    expect(isKeySlotSecret({ value, baseUrl: 'http://localhost:11434/v1', ...product })).toBe(false);
    expect(isKeySlotSecret({ value, local: true, ...product })).toBe(false);
    expect(isKeySlotSecret({ value, role: 'test' })).toBe(false);
    expect(isKeySlotSecret({ value, baseUrl: 'https://api.groq.com/openai/v1', ...product })).toBe(true);
  });
});

describe('isLocalUrl', () => {
  it.each([
    'http://localhost:1234',
    '127.0.0.1:8000',
    'http://[::1]:80/v1',
    'http://vllm:8000/v1',
    'http://host.docker.internal:11434',
    'http://192.168.1.4/v1',
    'http://model.default.svc',
  ])('%s is local', (url) => {
    expect(isLocalUrl(url)).toBe(true);
  });

  it.each(['https://api.openai.com/v1', 'https://gateway.acme.io', 'http://8.8.8.8', ''])(
    '%s is not',
    (url) => {
      expect(isLocalUrl(url)).toBe(false);
    },
  );
});

describe('variableForSlot', () => {
  it('is the one of the SDK, else named after the constant, else after the SDK', () => {
    expect(variableForSlot('OPENAI_API_KEY', 'myKey', 'openai')).toBe('OPENAI_API_KEY');
    expect(variableForSlot(undefined, 'gatewayToken', 'acme')).toBe('GATEWAY_TOKEN');
    expect(variableForSlot(undefined, 'apiKey', 'acme-llm')).toBe('ACME_LLM_API_KEY');
  });
});
