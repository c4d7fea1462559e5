import type { EntryContext } from 'react-router';

/** One for each set of routes a page is made of. */
const known = new Map<string, EntryContext['manifest']>();

/**
 * The router's facts with the integrity hashes of the scripts that this page loads, in place of those of the whole program:
 * these were two thirds of every page, can hardly be compressed, and took a sixth of a page's processor time. A chunk that a
 * later page of the same visit needs comes from our own origin, which the page's policy holds it to.
 */
export function withOwnHashes(router: EntryContext): EntryContext {
  const { manifest, staticHandlerContext } = router;
  const { sri } = manifest;
  if (typeof sri !== 'object') return router;
  const ids = staticHandlerContext.matches.map((match) => match.route.id);
  const key = [manifest.version, ...ids].join(' ');
  let own = known.get(key);
  if (!own) {
    const loaded = new Set(scriptsOf(manifest, ids));
    own = { ...manifest, sri: Object.fromEntries(Object.entries(sri).filter(([script]) => loaded.has(script))) };
    known.set(key, own);
  }
  return { ...router, manifest: own };
}

function scriptsOf({ entry, routes, url }: EntryContext['manifest'], ids: readonly string[]): (string | undefined)[] {
  const ofRoutes = ids.flatMap((id) => {
    const route = routes[id];
    if (!route) return [];
    const { module, imports = [], clientActionModule, clientLoaderModule, clientMiddlewareModule } = route;
    return [module, ...imports, clientActionModule, clientLoaderModule, clientMiddlewareModule];
  });
  return [url, entry.module, ...entry.imports, ...ofRoutes];
}
