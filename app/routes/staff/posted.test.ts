import v8 from 'node:v8';
import vm from 'node:vm';
import { expect, it } from 'vitest';
import { swallowTooLarge } from './posted.server.ts';

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc') as () => void;
const MEGABYTE = 1024 * 1024;
const PIECE = 64 * 1024;

/** What buffers take that somebody still holds. */
function kept(): number {
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

/** A body of so many megabytes that exists piece by piece only. */
function sending(megabytes: number, declared = megabytes * MEGABYTE) {
  const state = { sent: 0, most: 0 };
  const body = new ReadableStream({
    pull(controller) {
      if (state.sent >= megabytes * MEGABYTE) return controller.close();
      controller.enqueue(new Uint8Array(PIECE));
      state.sent += PIECE;
      if (state.sent % (8 * MEGABYTE) === 0) state.most = Math.max(state.most, kept());
    },
  });
  const headers = { 'Content-Length': String(declared) };
  return {
    state,
    request: new Request('http://localhost/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit),
  };
}

it('a file of 100 MB is read to its end and thrown away on the way', async () => {
  const before = kept();
  const { state, request } = sending(100);
  expect(await swallowTooLarge(request, MEGABYTE)).toBe(true);
  expect(state.sent).toBe(100 * MEGABYTE);
  expect(state.most - before).toBeLessThan(16 * MEGABYTE);
});

it('what fits is left to be read, and what claims to be endless is not read at all', async () => {
  const fits = sending(1);
  expect(await swallowTooLarge(fits.request, MEGABYTE)).toBe(false);
  expect(fits.request.bodyUsed).toBe(false);
  const endless = sending(1, 10_000 * MEGABYTE);
  expect(await swallowTooLarge(endless.request, MEGABYTE)).toBe(false);
});
