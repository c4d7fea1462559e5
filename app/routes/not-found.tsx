import { data } from 'react-router';

/** Every address nobody else answers. It matches, so that middleware, theme and headers are those of any other page. */
export function loader() {
  throw data(null, { status: 404 });
}

/** Nothing can be changed at an address that does not exist. */
export const action = loader;

export default function NotFound() {
  return null;
}
