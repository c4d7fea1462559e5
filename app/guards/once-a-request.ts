/** One request as its loaders and actions know it: the context is the same object for all of them. */
type Asked = { request: Request; context: object };

/**
 * Remembers what a guard learned for the length of one request: the loaders of a page run side by side and each asks its
 * own guard, and they need the same answer only once. Reading requests only; after an action everything is asked anew.
 */
export function onceARequest<Value>(): (args: Asked, ask: () => Promise<Value>) => Promise<Value> {
  const known = new WeakMap<object, Promise<Value>>();
  return ({ request, context }, ask) => {
    if (request.method !== 'GET') return ask();
    const found = known.get(context) ?? ask();
    known.set(context, found);
    return found;
  };
}
