import type { Outside } from './outside.server.ts';

/** Job: tells the customer by mail what happened to a plan. Any number of times, once. */
export async function tellPlan(_outside: Outside, _eventId: string): Promise<void> {
  throw new Error('not built');
}
