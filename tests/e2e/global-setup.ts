import { startDemoTree } from '#scripts/started-demo.ts';
import { DEMO_VARIABLE } from '#tests/support/started-demo.ts';

/**
 * Browser tests run against a real demo tree over a folder of its own: started here once, told to the tests through the
 * environment (tests/support/started-demo.ts) and removed at the end.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const demo = await startDemoTree();
  const { baseUrl, mailUrl, stripeUrl, dataDir } = demo;
  process.env[DEMO_VARIABLE] = JSON.stringify({ baseUrl, mailUrl, stripeUrl, dataDir });
  return () => demo.remove();
}
