/** What shows once more that it is the person: one of the two. Neither is kept anywhere. */
export interface Proof {
  readonly password: string;
  readonly code: string;
}

export const noProof: Proof = { password: '', code: '' };

/** As the service takes it: empty parts are left out. */
export function proofBody({ password, code }: Proof): { password?: string; code?: string } {
  const typed = code.replace(/\s/g, '');
  return typed === '' ? (password === '' ? {} : { password }) : { code: typed };
}
