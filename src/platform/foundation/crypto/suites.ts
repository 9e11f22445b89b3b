import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

export type SuiteName = 'AES' | 'SM';

/** A way to seal bytes under a key of 32 bytes, so that a changed text or another context does not open. */
export interface CryptoSuite {
  readonly name: SuiteName;
  /** Stands in the header of what it sealed: suites are read side by side. */
  readonly code: number;
  /** @param context is authenticated but not kept. */
  seal(key: Buffer, plain: Buffer, context: Buffer): Buffer;
  /** @throws Error where key or context are others, or a byte was changed. */
  open(key: Buffer, sealed: Buffer, context: Buffer): Buffer;
}

const AES = 'aes-256-gcm';
const AES_IV_BYTES = 12;
const AES_TAG_BYTES = 16;

/** AES-256-GCM. Layout: IV ‖ tag ‖ text. */
const aesGcm: CryptoSuite = {
  name: 'AES',
  code: 1,
  seal(key, plain, context) {
    const iv = randomBytes(AES_IV_BYTES);
    const cipher = createCipheriv(AES, key, iv);
    cipher.setAAD(context);
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]);
  },
  open(key, sealed, context) {
    const iv = sealed.subarray(0, AES_IV_BYTES);
    const tag = sealed.subarray(AES_IV_BYTES, AES_IV_BYTES + AES_TAG_BYTES);
    const decipher = createDecipheriv(AES, key, iv, { authTagLength: AES_TAG_BYTES });
    decipher.setAAD(context);
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(AES_IV_BYTES + AES_TAG_BYTES)), decipher.final()]);
  },
};

const SM4 = 'sm4-ctr';
const SM4_KEY_BYTES = 16;
const SM4_IV_BYTES = 16;
const SM3_BYTES = 32;

/**
 * SM4 in counter mode, then HMAC-SM3 over context, IV and text (encrypt-then-MAC), because OpenSSL 3.0 has no SM4-GCM.
 * Both keys are drawn from the one given by HKDF-SM3. Layout: IV ‖ MAC ‖ text.
 */
const sm4Sm3: CryptoSuite = {
  name: 'SM',
  code: 2,
  seal(key, plain, context) {
    const keys = smKeysOf(key);
    const iv = randomBytes(SM4_IV_BYTES);
    const cipher = createCipheriv(SM4, keys.cipher, iv);
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([iv, sm3Mac(keys.mac, context, iv, body), body]);
  },
  open(key, sealed, context) {
    const keys = smKeysOf(key);
    const iv = sealed.subarray(0, SM4_IV_BYTES);
    const mac = sealed.subarray(SM4_IV_BYTES, SM4_IV_BYTES + SM3_BYTES);
    const body = sealed.subarray(SM4_IV_BYTES + SM3_BYTES);
    const expected = sm3Mac(keys.mac, context, iv, body);
    if (mac.length !== expected.length || !timingSafeEqual(mac, expected)) {
      throw new Error('the cipher text is not authentic');
    }
    const decipher = createDecipheriv(SM4, keys.cipher, iv);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  },
};

const suites: readonly CryptoSuite[] = [aesGcm, sm4Sm3];

export function suiteNamed(name: SuiteName): CryptoSuite {
  return name === 'SM' ? sm4Sm3 : aesGcm;
}

/** @throws Error where no suite has this code. */
export function suiteOfCode(code: number): CryptoSuite {
  const suite = suites.find((candidate) => candidate.code === code);
  if (!suite) throw new Error(`no cipher suite has the code ${code}`);
  return suite;
}

function smKeysOf(key: Buffer): { readonly cipher: Buffer; readonly mac: Buffer } {
  const material = Buffer.from(
    hkdfSync('sm3', key, Buffer.alloc(0), 'volunteer-ledger/sm4-sm3', SM4_KEY_BYTES + SM3_BYTES),
  );
  return { cipher: material.subarray(0, SM4_KEY_BYTES), mac: material.subarray(SM4_KEY_BYTES) };
}

/** The length of the context is part of the text, so that bytes cannot move from one part to another. */
function sm3Mac(key: Buffer, context: Buffer, iv: Buffer, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(context.length);
  return createHmac('sm3', key).update(length).update(context).update(iv).update(body).digest();
}
