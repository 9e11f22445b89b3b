/**
 * Whether the service may send to this address: only what the operator has set, encrypted, except to this machine itself.
 * Redirects are not followed, so that the address cannot be turned into another one.
 */
export function isSafeTarget(url: string): boolean {
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}

/** What to say of an address that is not, behind the name of its setting. */
export const unsafeTarget = '须是 https 地址;只有本机(127.0.0.1、localhost)可以用 http。网址里不能带用户名和密码';
