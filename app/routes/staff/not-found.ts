import { data } from 'react-router';

/** The thing, or a 404 page that says which kind of thing is not there. */
export function foundOr404<Thing>(thing: Thing | null | undefined | false | '', what: string): Thing {
  if (thing) return thing;
  throw data({ title: `No such ${what}`, text: `This ${what} does not exist. It may have a different address.` }, 404);
}
