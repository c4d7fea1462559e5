import type { FormTree } from './form-body.ts';
import type { World } from './world.ts';

/** One call of the API. `id` is the part of the path named `:id`, empty where there is none. */
export type Endpoint = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly serve: (world: World, form: FormTree, id: string) => unknown;
};

export function findEndpoint(
  endpoints: readonly Endpoint[],
  method: string,
  path: string,
): { endpoint: Endpoint; id: string } | undefined {
  const parts = path.split('/');
  for (const endpoint of endpoints) {
    const names = endpoint.path.split('/');
    if (endpoint.method !== method || names.length !== parts.length) continue;
    if (!names.every((name, index) => name === ':id' || name === parts[index])) continue;
    return { endpoint, id: decodeURIComponent(parts[names.indexOf(':id')] ?? '') };
  }
  return undefined;
}
