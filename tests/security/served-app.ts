import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequestHandler, type ServerBuild } from 'react-router';
import { closeJobs, openJobs } from '#app/platform/jobs/jobs.server.ts';
import { isBuildFresh } from '#scripts/build.ts';
import { ROOT } from '#scripts/source-hash.ts';
import { startThrowawayCluster } from '#scripts/throwaway-cluster.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { prepareTemplate } from '#tests/support/template.ts';

/** The address pages of the test are asked under; nothing listens there. */
export const ORIGIN = 'http://localhost:3000';

export type ServedApp = {
  database: TestDatabase;
  build: ServerBuild;
  filesDir: string;
  /** Asks the built app the way the web server does, without the network. */
  ask(request: Request): Promise<Response>;
  stop(): Promise<void>;
};

/**
 * The built app over a database of its own. Refuses an old build: its answers would speak of other sources. The settings
 * are read by the build on first use, so they are set before it is loaded.
 */
export async function serveBuiltApp(): Promise<ServedApp> {
  if (!isBuildFresh())
    throw new Error('build/ is not made from these sources. Run "npm run build" first, or "npm test".');
  const cluster = await startThrowawayCluster();
  await prepareTemplate(cluster.superuserUrl());
  const database = await createTestDatabase(cluster.superuserUrl());
  // What the samples are made with enqueues as the app does.
  await openJobs(database.staffUrl);
  const filesDir = mkdtempSync(path.join(tmpdir(), 'tallystick-files-'));
  Object.assign(process.env, {
    ...{ TALLYSTICK_MODE: 'demo', TALLYSTICK_FILES: filesDir, TALLYSTICK_BASE_URL: ORIGIN },
    ...{ TALLYSTICK_DB_STAFF_URL: database.staffUrl, TALLYSTICK_DB_PORTAL_URL: database.portalUrl },
    ...{ TALLYSTICK_DB_WORKER_URL: database.workerUrl, TALLYSTICK_DB_PARTNER_URL: database.partnerUrl },
    // Keys of no vendor, and a vendor's address where nobody answers.
    ...{ STRIPE_SECRET_KEY: 'sk_test_matrix', STRIPE_WEBHOOK_SECRET: 'whsec_dW5pdA==' },
    ...{ TALLYSTICK_STRIPE_URL: 'http://127.0.0.1:9', RESEND_BASE_URL: 'http://127.0.0.1:9' },
    ...{ RESEND_API_KEY: 're_test_matrix', RESEND_WEBHOOK_SECRET: 'whsec_dW5pdA==' },
  });
  const build = (await import(pathToFileURL(path.join(ROOT, 'build/server/index.js')).href)) as ServerBuild;
  const handle = createRequestHandler(build, 'production');
  return {
    ...{ database, build, filesDir },
    ask: (request) => handle(request),
    stop: async () => {
      await closeJobs();
      await database.drop();
      await cluster.stop();
      rmSync(filesDir, { recursive: true, force: true });
    },
  };
}
