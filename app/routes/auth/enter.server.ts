import { redirect } from 'react-router';
import { flashCookie } from '#app/platform/http/flash.server.ts';
import { httpSettings } from '#app/platform/http/http-settings.server.ts';
import { carrying } from './visitor.server.ts';

/** After an accepted invitation: in, or on to the usual sign-in for who has signed in here before. */
export async function enter({
  token,
  customerName,
}: {
  token: string | null;
  customerName: string;
}): Promise<Response> {
  const text = token
    ? `You now act for ${customerName}.`
    : `You now act for ${customerName} too. Sign in as always to see it.`;
  const said = await flashCookie({ tone: 'positive', text }, { secure: httpSettings().cookieSecure });
  const headers = new Headers([['Set-Cookie', said]]);
  if (token) headers.append(...carrying(token, 'portal'));
  return redirect(token ? '/' : '/sign-in', { headers });
}
