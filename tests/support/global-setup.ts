import type { TestProject } from 'vitest/node';
import { startThrowawayCluster } from '#scripts/throwaway-cluster.ts';
import { prepareTemplate } from '#tests/support/template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the superuser of the cluster all database tests of this run share. */
    superuserUrl: string;
  }
}

/**
 * Starts one PostgreSQL for all database tests (commits not forced to disk) and migrates the template that each worker
 * clones. The server belongs to this run alone and is removed with it. Projects are set up one after the other: the second
 * finds the server of the first.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = process.env.TALLYSTICK_TEST_CLUSTER;
  if (running !== undefined) {
    project.provide('superuserUrl', running);
    return async () => undefined;
  }
  const cluster = await startThrowawayCluster();
  const superuserUrl = cluster.superuserUrl();
  process.env.TALLYSTICK_TEST_CLUSTER = superuserUrl;
  await prepareTemplate(superuserUrl);
  project.provide('superuserUrl', superuserUrl);
  return async () => {
    delete process.env.TALLYSTICK_TEST_CLUSTER;
    await cluster.stop();
  };
}
