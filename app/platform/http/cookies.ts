import { type Cookie, createCookie } from 'react-router';

type CookieShape = { secure: boolean; maxAgeSeconds?: number };

/**
 * A cookie of ours: HttpOnly, SameSite=Lax, whole site. Over https its name takes the __Host- prefix, so that no
 * neighbouring subdomain can plant one.
 */
export function houseCookie(name: string, { secure, maxAgeSeconds }: CookieShape): Cookie {
  return createCookie(secure ? `__Host-${name}` : name, {
    httpOnly: true,
    path: '/',
    sameSite: 'lax',
    secure,
    ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
  });
}

/** The Set-Cookie value that removes it. */
export const expireCookie = (cookie: Cookie): Promise<string> => cookie.serialize('', { maxAge: 0 });
