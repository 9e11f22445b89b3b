import { hash, verify } from '@node-rs/argon2';

const MIN_LENGTH = 10;

/** Argon2id with the parameters OWASP recommends (19 MiB, 2 passes). */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Why a password is too weak, in Chinese, or null where it will do. */
export function passwordWeakness(password: string, username: string): string | null {
  if (password.length < MIN_LENGTH) return `密码至少 ${MIN_LENGTH} 位。`;
  if (password.length > 128) return '密码最多 128 位。';
  if (username.length > 0 && password.toLowerCase().includes(username.toLowerCase())) return '密码不能包含用户名。';
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
  if (kinds < 2) return '密码须同时包含字母、数字或符号中的两种。';
  if (new Set(password).size < 5) return '密码过于简单,请减少重复的字符。';
  return null;
}

export async function hashPassword(password: string): Promise<string> {
  return hash(password, parameters);
}

let decoy: Promise<string> | undefined;

/** Checks a password; for an unknown account (null) it takes as long as for a known one. */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password');
  // Nothing opens an account without a password: it takes as long as a wrong one.
  const isSet = passwordHash !== null && passwordHash !== '';
  const isMatch = await verify(isSet ? passwordHash : await decoy, password);
  return isMatch && isSet;
}
