import { expect, test } from 'vitest';
import { onItsWay } from './delivery-words.ts';

test('what becomes of an issued document is said by the way it goes out', () => {
  const said = (channel: Parameters<typeof onItsWay>[0]['channel'], gathers: 'each' | 'day' = 'each') =>
    onItsWay({ channel, gathers }, true);
  expect(said('email')).toContain('made and sent');
  expect(said('email', 'day')).toContain('other documents of the day');
  expect(said('portal')).toContain('no mail');
  for (const task of ['supplier_portal', 'post', 'hand'] as const) expect(said(task)).toContain('waits under Delivery');
  expect(onItsWay({ channel: 'email', gathers: 'each' }, false)).toContain('nobody');
});
