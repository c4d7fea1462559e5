import { data } from 'react-router';

/** The thing, or a 404 that says which kind of thing is not there and where to look. */
export function foundOr404<Thing>(thing: Thing | null | undefined, what: string): Thing {
  if (thing) return thing;
  throw data(
    {
      title: `We cannot find this ${what}`,
      text: `It may belong to another account. Your own are listed on your overview.`,
    },
    404,
  );
}
