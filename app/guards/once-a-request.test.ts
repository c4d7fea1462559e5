import { describe, expect, it } from 'vitest';
import { onceARequest } from './once-a-request.ts';

const asked = (method: string, context: object) => ({
  request: new Request('http://localhost/', { method }),
  context,
});

describe('what a guard learned', () => {
  it('is asked once by the loaders of one page, and anew by the next request', async () => {
    let asks = 0;
    const once = onceARequest<number>();
    const ask = async () => {
      asks += 1;
      return asks;
    };
    const page = {};
    expect(await Promise.all([once(asked('GET', page), ask), once(asked('GET', page), ask)])).toEqual([1, 1]);
    expect(await once(asked('GET', {}), ask)).toBe(2);
  });

  it('is never remembered over an action, which may have ended the session', async () => {
    let asks = 0;
    const once = onceARequest<number>();
    const ask = async () => {
      asks += 1;
      return asks;
    };
    const form = {};
    expect([await once(asked('POST', form), ask), await once(asked('POST', form), ask)]).toEqual([1, 2]);
  });
});
