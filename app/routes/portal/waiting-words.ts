/** Soon enough for somebody who looks at the page. */
const SECONDS = 2;
/** A person has to look first. */
const LOOKED_AT_SECONDS = 60;

/** After how long the page of something that is being done looks again, in seconds. */
export const lookAgainSeconds = (isLookedAt: boolean): string => String(isLookedAt ? LOOKED_AT_SECONDS : SECONDS);

/** Of what could not be done by itself, and a colleague was told. */
export const LATE_WORDS =
  'This takes longer than it should. Nothing is lost: we have what you sent, and somebody here is looking at it. You need not send it again.';

/** What somebody reads while what they sent is being done, and once it has failed and a colleague was told. */
export const waitingWords = (isLookedAt: boolean): string =>
  isLookedAt
    ? `${LATE_WORDS} You can leave this page.`
    : 'This takes a moment. The page looks again by itself; you need not send it again.';
