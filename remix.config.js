/**
 * Options of the web framework. React Router 8 in framework mode is what Remix became
 * (docs/decisions/0001); react-router.config.ts only re-exports this file.
 *
 * @type {import('@react-router/dev/config').Config}
 */
export default {
  appDirectory: 'app',
  ssr: true,
  // All routes are known at load: no second request to learn them, and no list of routes to guess at.
  routeDiscovery: { mode: 'initial' },
  splitRouteModules: true,
  subResourceIntegrity: true,
  // The framework answers a foreign POST with 400 before any of our code runs, and compares against a host
  // that a proxy may have rewritten. Our own check (app/platform/http/origin-check.ts) runs in the root
  // middleware on every non-GET and answers 403, so the framework's is opened here.
  allowedActionOrigins: ['**'],
};
