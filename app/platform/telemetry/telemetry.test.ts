import { afterEach, expect, test, vi } from 'vitest';
import { log, withLogFields } from './log.server.ts';
import { count, metricsPage, observeSeconds } from './metrics.server.ts';

afterEach(() => vi.restoreAllMocks());

function linesOf(work: () => void): Record<string, unknown>[] {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  work();
  vi.restoreAllMocks();
  return lines.map((line) => JSON.parse(line));
}

test('a log line is one line of JSON that carries the fields of its request', () => {
  const lines = linesOf(() =>
    withLogFields({ requestId: 'r1' }, () => log.info('invoice\nissued', { number: 'INV-1', token: 'abc' })),
  );
  expect(lines).toEqual([
    {
      level: 'info',
      at: expect.any(String),
      msg: 'invoice\nissued',
      requestId: 'r1',
      number: 'INV-1',
      token: '[left out]',
    },
  ]);
});

test('counters and timings are read in the text format of Prometheus', () => {
  count('tallystick_test_total', 'Things.', { labels: { kind: 'a"b' } });
  count('tallystick_test_total', 'Things.', { by: 2, labels: { kind: 'a"b' } });
  observeSeconds('tallystick_test_seconds', 'Time.', { seconds: 0.5 });
  expect(metricsPage()).toContain('tallystick_test_total{kind="a_b"} 3\n');
  expect(metricsPage()).toContain('tallystick_test_seconds_sum 0.5\ntallystick_test_seconds_count 1\n');
});
