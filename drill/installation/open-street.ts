/** Where a server that nobody has set up yet can be set up. */
export interface SetupAddress {
  /** http://127.0.0.1:port */
  readonly url: string;
  readonly code: string;
}

/** The address of the setup in what a server printed; null where it asks for none. */
export function setupOf(output: string): SetupAddress | null {
  const [, url, code] = /(http:\/\/[^/\s]+)\/setup#([A-Z0-9-]{14})\s/.exec(output) ?? [];
  return url !== undefined && code !== undefined ? { url, code } : null;
}

/** For servers of tests and drills only. */
export const FIRST_ADMINISTRATORS = [
  { username: 'first.admin', displayName: '王芳', password: 'the-first-of-two-26' },
  { username: 'second.admin', displayName: '李强', password: 'the-second-of-two-26' },
] as const;

/** Sets a server up for real use, as its page does. */
export async function openStreet({ url, code }: SetupAddress): Promise<void> {
  const [administrator, second] = FIRST_ADMINISTRATORS;
  const { first } = (await post(`${url}/api/v1/setup/first-administrator`, { code, administrator })) as {
    first: string;
  };
  await post(`${url}/api/v1/setup/street`, { code, districtName: '龙山区', streetName: '福镇街道', first, second });
}

async function post(address: string, body: object): Promise<unknown> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
