import { randomBytes, randomUUID } from 'node:crypto';
import { createContext, type RouterContextProvider } from 'react-router';

/** What marks one request: its reference for people and logs, and the nonce of its page. */
export type RequestMark = { readonly id: string; readonly nonce: string };

const markContext = createContext<RequestMark | null>(null);

/** The mark of this request, made on first use: middleware does not run where no route matches. */
export function requestMark(context: Readonly<RouterContextProvider>): RequestMark {
  const found = context.get(markContext);
  if (found) return found;
  const mark = { id: randomUUID(), nonce: randomBytes(18).toString('base64') };
  (context as RouterContextProvider).set(markContext, mark);
  return mark;
}
